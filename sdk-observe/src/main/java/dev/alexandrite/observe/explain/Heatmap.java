package dev.alexandrite.observe.explain;

import dev.alexandrite.SafeText;
import dev.alexandrite.observe.picture.ColorMap;
import dev.alexandrite.observe.picture.Pictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much each place of a picture counts for the score of a class, over the crop that the network
 * saw. Immutable.
 */
public final class Heatmap {
  /** How much of the colour covers the picture where the map is strongest. */
  private static final double COVER = 0.75;

  /**
   * Of a map with sign, so much of the places is below the full colour: a few pixels have by far
   * the largest contributions.
   */
  private static final double FULL = 0.99;

  private final String method;
  private final @Nullable String layer;
  private final int label;
  private final String className;
  private final double score;
  private final boolean signed;
  private final float[] values;
  private final BufferedImage seen;
  private final float strongest;
  private final float full;

  Heatmap(
      String method,
      @Nullable String layer,
      int label,
      String className,
      double score,
      boolean signed,
      float[] values,
      BufferedImage seen) {
    this.method = method;
    this.layer = layer;
    this.label = label;
    this.className = className;
    this.score = score;
    this.signed = signed;
    this.values = values;
    this.seen = seen;
    float[] sizes = new float[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = signed ? Math.abs(values[i]) : Math.max(0, values[i]);
    }
    Arrays.sort(sizes);
    this.strongest = sizes[sizes.length - 1];
    float most = sizes[(int) (FULL * (sizes.length - 1))];
    this.full = signed && most > 0 ? most : strongest;
  }

  /**
   * How the map was made.
   *
   * @return such as {@code Grad-CAM}
   */
  public String method() {
    return method;
  }

  /**
   * The layer whose maps it is made of.
   *
   * @return its name; empty if the method looks at no layer
   */
  public Optional<String> layer() {
    return Optional.ofNullable(layer);
  }

  /**
   * The class whose score is explained.
   *
   * @return its place among the classes
   */
  public int label() {
    return label;
  }

  /**
   * The class whose score is explained.
   *
   * @return its name
   */
  public String className() {
    return className;
  }

  /**
   * The score of the class for the picture.
   *
   * @return its logit, see {@link Explainer}
   */
  public double score() {
    return score;
  }

  /**
   * Whether places may count against the class.
   *
   * @return false if no value is below 0
   */
  public boolean signed() {
    return signed;
  }

  /**
   * The height of the network's input.
   *
   * @return pixels
   */
  public int height() {
    return seen.getHeight();
  }

  /**
   * The width of the network's input.
   *
   * @return pixels
   */
  public int width() {
    return seen.getWidth();
  }

  /**
   * The map.
   *
   * @return {@code float32[height, width]}, row-major, in units of the score or without unit, as
   *     the method has it; a copy
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * The strongest value.
   *
   * @return the largest value, or with a sign the largest magnitude; 0 if nothing counts
   */
  public float strongest() {
    return strongest;
  }

  /**
   * How much of the map lies in a rectangle, of what speaks for the class: values below 0 do not
   * count.
   *
   * @param top the first row
   * @param left the first column
   * @param bottom the row below the last one
   * @param right the column behind the last one
   * @return the part of the sum of all places, 0 to 1; 0 if nothing speaks for the class
   * @throws IllegalArgumentException if the rectangle is empty or not within the map
   */
  public double mass(int top, int left, int bottom, int right) {
    boolean within = top >= 0 && left >= 0 && bottom <= height() && right <= width();
    if (!within || top >= bottom || left >= right) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "rows %d to %d and columns %d to %d are no rectangle within %d×%d",
              top,
              bottom,
              left,
              right,
              height(),
              width()));
    }
    double all = 0;
    double inside = 0;
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width(); x++) {
        double value = Math.max(0, values[y * width() + x]);
        all += value;
        inside += y >= top && y < bottom && x >= left && x < right ? value : 0;
      }
    }
    return all == 0 ? 0 : inside / all;
  }

  /**
   * What the network saw: the crop, resized as the pipeline says.
   *
   * @return a copy
   */
  public BufferedImage seen() {
    return Pictures.scaled(seen, width(), height(), false);
  }

  /**
   * The map alone, a pixel for each place: from 0 to the strongest value by {@link
   * ColorMap#VIRIDIS}; with a sign by {@link ColorMap#SIGNED}, 0 white, and one place in a hundred
   * beyond the full colour.
   *
   * @return the picture
   */
  public BufferedImage picture() {
    BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      picture.setRGB(i % width(), i / width(), color(i));
    }
    return picture;
  }

  /**
   * The map over what the network saw, in grey so that the colours are the map's; it shows through
   * where little counts.
   *
   * @return the picture
   */
  public BufferedImage overlay() {
    BufferedImage picture = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i++) {
      int x = i % width();
      int y = i / width();
      double cover = COVER * Math.sqrt(Math.abs(share(i)));
      picture.setRGB(x, y, mixed(gray(seen.getRGB(x, y)), color(i), cover));
    }
    return picture;
  }

  /**
   * Writes {@link #overlay()} as a PNG file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(overlay(), file);
  }

  /** The value over that of the full colour; 0 to 1, or -1 to 1 with a sign. */
  private double share(int place) {
    return full == 0 ? 0 : Math.clamp((double) values[place] / full, -1.0, 1.0);
  }

  /** Luma as in ITU-R BT.601. */
  private static int gray(int rgb) {
    double luma = 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
    return (int) Math.round(luma) * 0x010101;
  }

  private int color(int place) {
    return signed
        ? ColorMap.SIGNED.rgb(0.5 + share(place) / 2)
        : ColorMap.VIRIDIS.rgb(share(place));
  }

  private static int mixed(int below, int above, double cover) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = below >> shift & 0xFF;
      int to = above >> shift & 0xFF;
      rgb |= (int) Math.round(from + cover * (to - from)) << shift;
    }
    return rgb;
  }

  /** Method, class and layer, as in {@code Grad-CAM of class tench by layer relu_conv10}. */
  @Override
  public String toString() {
    return method
        + " of class "
        + SafeText.of(className)
        + (layer == null ? "" : " by layer " + SafeText.of(layer));
  }
}
