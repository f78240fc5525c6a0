package dev.alexandrite.core.data;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.util.List;
import java.util.Locale;

/** Images of shapes, drawn when asked for; the classes go round. */
final class DrawnDataset implements Dataset {
  private static final Silhouette[] SHAPES = Silhouette.values();
  private static final List<String> NAMES = Silhouette.names();
  private static final int MIN_PIXELS = 16;

  private final int size;
  private final int pixels;
  private final long seed;

  DrawnDataset(int size, int pixels, long seed) {
    if (size < SHAPES.length || pixels < MIN_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "drawn shapes: expected at least %d images of at least %d pixels, found %d of %d",
              SHAPES.length,
              MIN_PIXELS,
              size,
              pixels));
    }
    this.size = size;
    this.pixels = pixels;
    this.seed = seed;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<String> classNames() {
    return NAMES;
  }

  @Override
  public int label(int index) {
    return index % SHAPES.length;
  }

  @Override
  public Image image(int index) {
    return ShapePainter.paint(SHAPES[label(index)], pixels, seed, index);
  }

  @Override
  public String name(int index) {
    return String.format(Locale.ROOT, "drawn image %d of seed %d, %d pixels", index, seed, pixels);
  }
}
