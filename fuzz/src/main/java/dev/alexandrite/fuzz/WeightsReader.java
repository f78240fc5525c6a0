package dev.alexandrite.fuzz;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of weights for which the manifest has the right length and checksum of the header. */
final class WeightsReader implements Reader {
  private static final Pattern WEIGHTS_FILE =
      Pattern.compile(
          "\\{\"name\":\"weights\\.safetensors\",\"bytes\":[0-9]+,\"headerSha256\":\"[0-9a-f]{64}\"");

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Files.write(scratch.resolve(CheckpointBytes.WEIGHTS), bytes);
    CheckpointBytes.copy(CheckpointBytes.OPTIMIZER, scratch);
    String record =
        "{\"name\":\"weights.safetensors\",\"bytes\":"
            + bytes.length
            + ",\"headerSha256\":\""
            + Hashing.sha256().hashBytes(bytes, 0, headerBytes(bytes))
            + "\"";
    Matcher place = WEIGHTS_FILE.matcher(CheckpointBytes.manifestBody());
    String manifest = place.replaceFirst(Matcher.quoteReplacement(record));
    CheckpointBytes.writeManifest(manifest.getBytes(StandardCharsets.UTF_8), scratch);
    ManifestReader.openAndLoad(scratch);
  }

  private static int headerBytes(byte[] file) {
    if (file.length < Long.BYTES) {
      return file.length;
    }
    long json = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Math.clamp(Long.BYTES + json, 0, file.length);
  }
}
