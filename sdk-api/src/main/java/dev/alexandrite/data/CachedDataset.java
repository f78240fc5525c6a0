package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.Engines;
import java.nio.file.Path;

/** Data sets that remember decoded images, so that later epochs do not decode them again. */
public final class CachedDataset {
  private CachedDataset() {}

  /**
   * Keeps decoded pixels in memory until the limit is reached; images beyond it are decoded every
   * time. Nothing is thrown out, since every epoch asks for every image once.
   *
   * @param dataset where images come from
   * @param maxBytes the most bytes of pixels to keep
   * @return the same images
   * @throws IllegalArgumentException if the limit is negative
   */
  public static Dataset memory(Dataset dataset, long maxBytes) {
    return Engines.load(DataEngine.class).cachedInMemory(dataset, maxBytes);
  }

  /**
   * Keeps decoded pixels in a file. It is written now, in whole or not at all, unless it is there
   * already and has this data set's fingerprint; a file of other data is refused, not replaced.
   *
   * @param dataset where images come from
   * @param file where the pixels go, {@code 3·H·W} bytes an image
   * @return the same images
   * @throws DataException if an image is bad, the disk is full, or the file holds something else
   */
  public static Dataset disk(Dataset dataset, Path file) {
    return Engines.load(DataEngine.class).cachedOnDisk(dataset, file);
  }
}
