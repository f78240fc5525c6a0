package dev.alexandrite.core.data;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;

/**
 * A hash over the pixels of a few images, spread evenly over a data set: what names, labels and
 * sizes do not tell, at the price of decoding these few.
 */
public final class PixelSample {
  private PixelSample() {}

  /**
   * Hashes the images at {@code i·size/count}, or all where there are no more.
   *
   * @param dataset where images come from
   * @param count the most images to decode
   * @return lower-case hexadecimal digits
   */
  public static String of(Dataset dataset, int count) {
    Hasher hasher = Hashing.sha256().newHasher();
    int images = Math.min(count, dataset.size());
    for (int i = 0; i < images; i++) {
      Image image = dataset.image((int) ((long) i * dataset.size() / images));
      hasher.putInt(image.height()).putInt(image.width()).putBytes(image.rgb());
    }
    return hasher.hash().toString();
  }
}
