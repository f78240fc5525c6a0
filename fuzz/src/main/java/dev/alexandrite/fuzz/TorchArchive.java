package dev.alexandrite.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * State dicts as PyTorch 1.13 wrote them: small, in both forms, alone and in a trainer's checkpoint
 * (sdk-interop's {@code make_fixtures.py}). The search changes whole files, or the pickle alone,
 * which is put into an archive whose sizes and storages are right.
 */
final class TorchArchive {
  /** The sizes of the checkpoint's storages, by key. */
  private static final List<Integer> STORAGES =
      List.of(432, 16, 16, 16, 128, 8, 432, 16, 16, 16, 16, 16, 8, 128, 8);

  private TorchArchive() {}

  static List<byte[]> files() {
    return List.of(
        file("plain.pt"),
        file("plain.legacy.pt"),
        file("lightning.legacy.pt"),
        file("old-generation.legacy.pt"));
  }

  /** The pickle of a checkpoint with optimiser and arguments. */
  static List<byte[]> pickles() {
    return List.of(file("checkpoint.pickle"));
  }

  /** An archive with this pickle, and the storages of that checkpoint. */
  static byte[] around(byte[] pickle) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      put(zip, "data.pkl", pickle);
      for (int key = 0; key < STORAGES.size(); key++) {
        put(zip, "data/" + key, new byte[STORAGES.get(key)]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry("checkpoint/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
  }

  private static byte[] file(String name) {
    String resource = "torch/" + name;
    try (var in = TorchArchive.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
