package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import java.util.Locale;

/** A picture for which the heap is too small, which is not the picture's fault. */
final class ImageMemoryException extends DataException {
  private static final long serialVersionUID = 1L;

  /** A decoded picture and what Java's readers hold beside it while they decode. */
  private static final int BYTES_PER_PIXEL = 3 + 4;

  private static final String REMEDY =
      "; start Java with a larger -Xmx, or decode large pictures at a fraction of their size with"
          + " Decoding.shrinkTo(...)";

  private ImageMemoryException(String message) {
    super(message);
  }

  private ImageMemoryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Refuses what cannot fit even into an empty heap. */
  static void requireRoom(String name, long fileBytes, long width, long height) {
    long needed = BYTES_PER_PIXEL * width * height + 2 * fileBytes;
    long most = Runtime.getRuntime().maxMemory();
    if (needed > most) {
      throw new ImageMemoryException(
          String.format(
              Locale.ROOT,
              "image %s: its %d×%d pixels need about %d MiB while they are decoded, but the heap's"
                  + " limit is %d MiB%s",
              name,
              width,
              height,
              needed >> 20,
              most >> 20,
              REMEDY));
    }
  }

  /** The heap was full when the picture was decoded. */
  static ImageMemoryException of(String name, OutOfMemoryError error) {
    return new ImageMemoryException(
        String.format(
            Locale.ROOT,
            "image %s: the heap, whose limit is %d MiB, was full while it was decoded%s",
            name,
            Runtime.getRuntime().maxMemory() >> 20,
            REMEDY),
        error);
  }
}
