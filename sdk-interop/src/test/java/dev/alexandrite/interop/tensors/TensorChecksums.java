package dev.alexandrite.interop.tensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What others read of files: for each the type, shape and checksum of every tensor's row-major
 * little-endian bytes, as the script beside the list wrote them.
 */
public final class TensorChecksums {
  private static final int DIGITS = 16;

  private final Map<String, Map<String, String>> files = new LinkedHashMap<>();

  /** Reads a list beside a class. */
  public TensorChecksums(Class<?> beside, String list) throws IOException {
    try (InputStream in = beside.getResourceAsStream(list)) {
      new String(Objects.requireNonNull(in, list).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .forEach(
              parts ->
                  files
                      .computeIfAbsent(parts[0], file -> new TreeMap<>())
                      .put(parts[1], parts[2] + " [" + parts[3] + "] " + parts[4]));
    }
  }

  /** The files of the list. */
  public Iterable<String> files() {
    return files.keySet();
  }

  /** The source has these tensors, with these bytes, and no others. */
  public void check(String file, WeightSource source) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (NamedTensor tensor : source.tensors()) {
      String shape =
          tensor.shape().dimensions().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(","));
      String type = tensor.type().name().toLowerCase(Locale.ROOT);
      found.put(tensor.name(), type + " [" + shape + "] " + checksum(source, tensor));
    }
    assertEquals(Objects.requireNonNull(files.get(file), file), found, file);
  }

  private static String checksum(WeightSource source, NamedTensor tensor) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      source.read(tensor, piece -> digest.update(littleEndian(piece, tensor.type().bytes())));
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] littleEndian(ByteBuffer piece, int size) {
    byte[] bytes = new byte[piece.remaining()];
    piece.duplicate().get(bytes);
    if (piece.order() == ByteOrder.BIG_ENDIAN) {
      for (int from = 0; from < bytes.length; from += size) {
        for (int i = 0; i < size / 2; i++) {
          byte swapped = bytes[from + i];
          bytes[from + i] = bytes[from + size - 1 - i];
          bytes[from + size - 1 - i] = swapped;
        }
      }
    }
    return bytes;
  }
}
