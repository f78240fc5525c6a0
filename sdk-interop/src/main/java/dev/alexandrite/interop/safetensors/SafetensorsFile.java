package dev.alexandrite.interop.safetensors;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.weights.SafetensorsHeader;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.interop.tensors.FileTensors;
import dev.alexandrite.interop.tensors.StoredTensor;
import dev.alexandrite.interop.tensors.Strides;
import dev.alexandrite.interop.tensors.TensorFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Looks through files of safetensors. */
final class SafetensorsFile {
  private SafetensorsFile() {}

  /** The weights of a file, or of all files that an index names. */
  static WeightSource open(Path file) {
    List<StoredTensor> tensors = isIndex(file) ? ShardIndex.read(file) : tensors(file);
    return new FileTensors(file.toString(), tensors);
  }

  /** An index is JSON; in a file of tensors a length comes first. */
  private static boolean isIndex(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer begin = ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + 1);
      while (begin.hasRemaining() && channel.read(begin) >= 0) {}
      return begin.get(0) == '{' && begin.get(SafetensorsHeader.LENGTH_BYTES) != '{';
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  /** The tensors of one file, in the order of their places. */
  static List<StoredTensor> tensors(Path file) {
    try {
      return tensors(TensorFile.of(file));
    } catch (JsonException e) {
      throw FileErrors.damaged(file, e);
    } catch (EOFException e) {
      throw FileErrors.damaged(file, new EOFException("it ends in its header"));
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  private static List<StoredTensor> tensors(TensorFile whole) throws IOException {
    try (FileChannel channel = FileChannel.open(whole.path(), StandardOpenOption.READ)) {
      byte[] header = SafetensorsHeader.read(channel, SafetensorsHeader.MAX_BYTES);
      return SafetensorsHeader.entries(header, whole.size()).stream()
          .map(entry -> stored(whole, entry))
          .toList();
    }
  }

  private static StoredTensor stored(TensorFile file, SafetensorsHeader.Entry entry) {
    return new StoredTensor(
        entry.tensor(),
        file,
        entry.begin(),
        ByteOrder.LITTLE_ENDIAN,
        Strides.rowMajor(entry.tensor().shape()));
  }
}
