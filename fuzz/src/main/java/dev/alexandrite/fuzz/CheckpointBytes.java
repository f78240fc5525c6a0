package dev.alexandrite.fuzz;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A checkpoint of format 2 as it was written, and a manifest with the right checksum for any
 * content: without it every change ends at the comparison, and nothing behind it is tried.
 */
final class CheckpointBytes {
  static final String MANIFEST = "manifest.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  private static final String CHECKSUM = ",\"sha256\":\"";

  private CheckpointBytes() {}

  /** A file of the checkpoint. */
  static byte[] file(String name) {
    String resource = "checkpoint/" + name;
    try (var in = CheckpointBytes.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its manifest without the checksum at the end and the bracket that closes it. */
  static String manifestBody() {
    String manifest = new String(file(MANIFEST), StandardCharsets.UTF_8);
    return manifest.substring(0, manifest.lastIndexOf(CHECKSUM));
  }

  /** Writes a manifest with its checksum. */
  static void writeManifest(byte[] body, Path folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(body);
    String trailer = CHECKSUM + Hashing.sha256().hashBytes(body) + "\"}\n";
    bytes.write(trailer.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve(MANIFEST), bytes.toByteArray());
  }

  /** Writes another file of the checkpoint as it was. */
  static void copy(String name, Path folder) throws IOException {
    Files.write(folder.resolve(name), file(name));
  }
}
