package dev.alexandrite.core.data;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A data set that keeps images in memory until a limit is reached. Nothing is thrown out: every
 * epoch asks for every image once, so any order of eviction would only cost.
 */
public final class MemoryCache extends ForwardingDataset {
  private final long maxBytes;
  private final AtomicReferenceArray<Image> images;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * An empty cache.
   *
   * @param source where images come from
   * @param maxBytes the most bytes of pixels to keep; 0 for none
   * @throws IllegalArgumentException if the limit is negative
   */
  public MemoryCache(Dataset source, long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException(
          "image cache: the limit in bytes must be 0 or more, found " + maxBytes);
    }
    super(source);
    this.maxBytes = maxBytes;
    this.images = new AtomicReferenceArray<>(source.size());
  }

  /**
   * How much is kept now.
   *
   * @return bytes of pixels
   */
  public long bytes() {
    return bytes.get();
  }

  /**
   * How much will be kept once every image was read, if all are as large as the first.
   *
   * @return bytes of pixels, the limit at most
   */
  public long expectedBytes() {
    return size() == 0 ? 0 : Math.min(maxBytes, (long) size() * image(0).rgb().length);
  }

  @Override
  public Image image(int index) {
    Image kept = images.get(index);
    if (kept != null) {
      return kept;
    }
    Image image = source().image(index);
    int length = image.rgb().length;
    if (bytes.addAndGet(length) > maxBytes || !images.compareAndSet(index, null, image)) {
      bytes.addAndGet(-length); // full, or another thread kept it in the meantime
    }
    return image;
  }
}
