package dev.alexandrite.core.data;

import com.google.common.hash.Hashing;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Hashes of the pixels of some images, by which a resumed run and a cache notice that files were
 * exchanged under their names. Each is an image's number, a colon and 64 bits of its SHA-256. What
 * was exchanged beside the sample goes unnoticed.
 */
public final class PixelSample {
  private static final int IMAGES = 64;

  /** No more is read once so many pixels were, so that large pictures do not delay the start. */
  private static final long PIXELS = 1 << 26;

  private static final int HASH_DIGITS = 16;

  private PixelSample() {}

  /**
   * Reads up to 64 images, spread evenly over the data set. One that cannot be read is left out:
   * what becomes of it is decided by whoever comes to it.
   *
   * @param images the data set
   * @param cancelled asked before every image
   * @return the sample; empty if it was cancelled
   */
  public static Optional<String> of(Dataset images, BooleanSupplier cancelled) {
    Map<Integer, String> hashes = new LinkedHashMap<>();
    int count = Math.min(IMAGES, images.size());
    long pixels = 0;
    for (int i = 0; i < count && pixels < PIXELS; i++) {
      if (cancelled.getAsBoolean()) {
        return Optional.empty();
      }
      int index = (int) ((long) images.size() * i / count);
      try {
        Image image = images.image(index);
        pixels += (long) image.height() * image.width();
        hashes.put(index, hash(image));
      } catch (RuntimeException e) {
        System.getLogger(PixelSample.class.getName())
            .log(System.Logger.Level.DEBUG, "image " + index + " is not in the sample", e);
      }
    }
    return Optional.of(
        hashes.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue())
            .collect(Collectors.joining(" ")));
  }

  private static String hash(Image image) {
    ByteBuffer size =
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(image.height()).putInt(image.width()).flip();
    return Hashing.sha256()
        .newHasher()
        .putBytes(size)
        .putBytes(image.rgb())
        .hash()
        .toString()
        .substring(0, HASH_DIGITS);
  }

  /**
   * Compares two samples.
   *
   * @param saved one
   * @param now the other
   * @return the number of the first image that is in both with different pixels
   */
  public static Optional<String> firstDifference(String saved, String now) {
    Map<String, String> hashes = parse(now);
    return parse(saved).entrySet().stream()
        .filter(
            entry ->
                !hashes.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static Map<String, String> parse(String sample) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String entry : sample.split(" ")) {
      int colon = entry.indexOf(':');
      if (colon > 0) {
        hashes.put(entry.substring(0, colon), entry.substring(colon + 1));
      }
    }
    return hashes;
  }
}
