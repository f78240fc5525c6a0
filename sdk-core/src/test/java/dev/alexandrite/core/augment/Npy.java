package dev.alexandrite.core.augment;

import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads images that NumPy saved, {@code uint8[H, W, 3]}. */
final class Npy {
  private static final Pattern SHAPE = Pattern.compile("\\((\\d+), (\\d+), 3\\)");

  private Npy() {}

  static Image image(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = 10 + (bytes[8] & 0xFF) + ((bytes[9] & 0xFF) << 8);
    String header = new String(bytes, 10, start - 10, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(header);
    if (!header.contains("|u1") || !header.contains("False") || !shape.find()) {
      throw new IOException(file + ": " + header);
    }
    return new Image(
        Integer.parseInt(shape.group(1)),
        Integer.parseInt(shape.group(2)),
        Arrays.copyOfRange(bytes, start, bytes.length));
  }
}
