package dev.alexandrite.interop.torch;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.interop.tensors.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/**
 * What {@code torch.save} wrote, in either form.
 *
 * @param root the object that was saved
 * @param places where each storage begins in the file, by key
 * @param order the order of the bytes of an element
 */
record TorchFile(Object root, Map<String, Long> places, ByteOrder order) {
  static TorchFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return isZip(channel) ? ZipForm.read(channel) : LegacyForm.read(channel);
    } catch (PickleException e) {
      throw FileErrors.of(file, e.finding(), e.remedy());
    } catch (UncheckedIOException e) {
      throw FileErrors.unreadable(file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private static boolean isZip(FileChannel channel) throws IOException {
    return channel.size() >= 4 && ZipRecords.bytes(channel, 0, 4).getInt() == 0x04034b50;
  }

  /** Compares a storage's size with that of its bytes. */
  static void requireSize(TorchStorage storage, long found) {
    if (storage.bytes() != found) {
      throw new PickleException(
          "the storage "
              + Brief.of(storage.key())
              + " has "
              + found
              + " bytes, expected "
              + storage.elements()
              + " elements of "
              + storage.type().bytes());
    }
  }
}
