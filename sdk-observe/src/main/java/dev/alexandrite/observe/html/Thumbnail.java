package dev.alexandrite.observe.html;

import dev.alexandrite.data.Image;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;

/** Small pictures of images. */
public final class Thumbnail {
  private static final int LONGER_SIDE = 96;

  private Thumbnail() {}

  /**
   * A picture of an image for a page.
   *
   * @param image the image; of more than 96 pixels it is reduced, of fewer it is left as it is
   * @return {@code data:image/png;base64,...}
   */
  public static String of(Image image) {
    return Pictures.dataUri(picture(image, LONGER_SIDE));
  }

  /**
   * A picture of an image with the same aspect.
   *
   * @param image the image
   * @param longerSide if it is longer it is reduced to so many pixels, else left as it is
   * @return the picture
   */
  public static BufferedImage picture(Image image, int longerSide) {
    // By whole steps while it is more than twice as large, since one large step would leave out
    // pixels.
    BufferedImage picture = picture(image);
    while (longer(picture) / 2 > longerSide) {
      picture = reduced(picture, 2);
    }
    double factor = (double) longer(picture) / longerSide;
    return factor > 1 ? reduced(picture, factor) : picture;
  }

  private static BufferedImage picture(Image image) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = image.rgb();
    int[] row = new int[image.width()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        int at = Image.CHANNELS * (y * row.length + x);
        row[x] = (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | (rgb[at + 2] & 0xFF);
      }
      picture.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
    return picture;
  }

  private static BufferedImage reduced(BufferedImage picture, double factor) {
    return Pictures.scaled(
        picture,
        (int) Math.max(1, Math.round(picture.getWidth() / factor)),
        (int) Math.max(1, Math.round(picture.getHeight() / factor)),
        true);
  }

  private static int longer(BufferedImage picture) {
    return Math.max(picture.getWidth(), picture.getHeight());
  }
}
