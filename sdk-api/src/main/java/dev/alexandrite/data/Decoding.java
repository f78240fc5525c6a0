package dev.alexandrite.data;

import java.util.Locale;

/**
 * Which image files are decoded, and up to what size. Limits are checked against what a file says
 * of itself, before anything is decoded, so that the result does not depend on the machine.
 *
 * <p>JPEG, PNG, GIF and BMP are always read, by the JDK's own decoders and as Pillow's {@code
 * convert("RGB")} gives them: values as stored; transparency and colour profiles ignored, and an
 * EXIF orientation unless it is asked for; palettes looked up; the first frame of a GIF on its
 * screen; CMYK turned into light. In two places it is not so: of 16-bit samples the high byte is
 * taken, where Pillow clips to 255; and a picture of samples that are floating-point numbers is
 * refused.
 *
 * @param maxFileBytes the most bytes of a file, {@value #DEFAULT_FILE_BYTES} by default
 * @param maxPixels the most pixels of a picture, {@value #DEFAULT_PIXELS} by default
 * @param shrinkTo pictures whose shorter side is at least twice as long are decoded at a fraction
 *     of their size, but not below; 0, the default, decodes all of them whole
 * @param anyFormat whether TIFF, WBMP and whatever the application's ImageIO plug-ins know are read
 *     as well; false by default
 * @param exifOrientation whether a JPEG picture is turned as its EXIF orientation says; false by
 *     default, as in torchvision
 */
public record Decoding(
    long maxFileBytes, long maxPixels, int shrinkTo, boolean anyFormat, boolean exifOrientation) {
  /** The bytes of a file that are read by default. */
  public static final long DEFAULT_FILE_BYTES = 256L << 20;

  /** The pixels of a picture that are decoded by default. */
  public static final long DEFAULT_PIXELS = 100_000_000;

  /** As many as the array of an {@link Image} has room for. */
  private static final long MOST_PIXELS = Integer.MAX_VALUE / Image.CHANNELS - 8;

  private static final long MOST_FILE_BYTES = Integer.MAX_VALUE - 8L;

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is below 1 or above what an array holds
   */
  public Decoding {
    require("maxFileBytes", maxFileBytes, MOST_FILE_BYTES);
    require("maxPixels", maxPixels, MOST_PIXELS);
    if (shrinkTo < 0) {
      throw new IllegalArgumentException(
          "decoding: shrinkTo is 0 or a length in pixels, found " + shrinkTo);
    }
  }

  /**
   * The four common formats, up to 256 MiB and 100 million pixels.
   *
   * @return the defaults
   */
  public static Decoding defaults() {
    return new Decoding(DEFAULT_FILE_BYTES, DEFAULT_PIXELS, 0, false, false);
  }

  /**
   * Another limit for files.
   *
   * @param bytes the most bytes of a file
   * @return the changed copy
   */
  public Decoding maxFileBytes(long bytes) {
    return new Decoding(bytes, maxPixels, shrinkTo, anyFormat, exifOrientation);
  }

  /**
   * Another limit for pictures. A decoded one takes 3 bytes a pixel, and up to 8 more while it is
   * decoded.
   *
   * @param pixels the most pixels
   * @return the changed copy
   */
  public Decoding maxPixels(long pixels) {
    return new Decoding(maxFileBytes, pixels, shrinkTo, anyFormat, exifOrientation);
  }

  /**
   * Large pictures at a fraction of their size, for a small heap: of every k rows and columns one
   * is kept, k being the largest number that leaves the shorter side as long as asked for. Faster
   * and smaller than whole pictures, but rougher: pixels are left out, not averaged, so that
   * predictions differ a little from those of whole pictures. GIFs are decoded whole. Where
   * training cuts a {@link dev.alexandrite.augment.RandomResizedCrop}, a small part is magnified
   * that has fewer pixels then: to leave as many as the input has, ask for the input's side divided
   * by the square root of the smallest area, 224 ÷ √0.08 ≈ 800.
   *
   * @param shorterSide the shorter side in pixels that has to be left, such as 512; 0 for whole
   *     pictures
   * @return the changed copy
   */
  public Decoding shrinkTo(int shorterSide) {
    return new Decoding(maxFileBytes, maxPixels, shorterSide, anyFormat, exifOrientation);
  }

  /**
   * Other formats. Files of a plug-in's format are bounded in bytes and in the pixels they claim;
   * what else the plug-in makes of a hostile file is its own matter. TIFF files that embed JPEG are
   * refused.
   *
   * @param allowed whether they are read
   * @return the changed copy
   */
  public Decoding anyFormat(boolean allowed) {
    return new Decoding(maxFileBytes, maxPixels, shrinkTo, allowed, exifOrientation);
  }

  /**
   * Pictures turned as cameras meant them: a JPEG file's EXIF data may say that its top is another
   * side, or that it is mirrored. Off by default, since torchvision does not look at it either: a
   * network sees pictures as it saw them in training. On, results are those of Pillow's {@code
   * ImageOps.exif_transpose}. Data that is damaged, or says nothing known, turns nothing.
   *
   * @param applied whether pictures are turned
   * @return the changed copy
   */
  public Decoding exifOrientation(boolean applied) {
    return new Decoding(maxFileBytes, maxPixels, shrinkTo, anyFormat, applied);
  }

  /**
   * The rules in words, which fingerprints of data sets are made of: what is off by default and
   * came later is not mentioned where it is off.
   */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Decoding[maxFileBytes=%d, maxPixels=%d, shrinkTo=%d, anyFormat=%b%s]",
        maxFileBytes,
        maxPixels,
        shrinkTo,
        anyFormat,
        exifOrientation ? ", exifOrientation=true" : "");
  }

  private static void require(String option, long limit, long most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "decoding: %s is 1 to %d, found %d", option, most, limit));
    }
  }
}
