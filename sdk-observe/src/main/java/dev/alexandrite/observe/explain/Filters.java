package dev.alexandrite.observe.explain;

import dev.alexandrite.observe.picture.ColorMap;
import dev.alexandrite.observe.picture.ImageGrid;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The filters of a convolution, as Figure 3 of the AlexNet paper shows those of its first layer: in
 * colour where they read red, green and blue, else a grey tile for each plane that a filter reads.
 * Immutable.
 */
public final class Filters {
  private static final int COLORS = 3;
  private static final int TILE = 44;

  private final FilterLayer layer;
  private final Shape shape;
  private final float[] weights;

  /** Holds weights, of all filters of a layer or the first of them. */
  Filters(FilterLayer layer, Shape shape, float[] weights) {
    this.layer = layer;
    this.shape = shape;
    this.weights = weights;
  }

  /**
   * The layer.
   *
   * @return its name
   */
  public String layer() {
    return layer.name();
  }

  /**
   * The shape of the weights.
   *
   * @return {@code [filters, planes, height, width]}
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The weights as the network has them.
   *
   * @return {@code float32[filters, planes, height, width]}, row-major; a copy
   */
  public float[] weights() {
    return weights.clone();
  }

  /**
   * Whether {@link #tiles()} have colours.
   *
   * @return true if the filters read the picture itself
   */
  public boolean colored() {
    return layer.colored();
  }

  /**
   * The first of them, where there are too many to look at.
   *
   * @param most how many at most, from 1
   * @return the filters
   */
  public Filters first(int most) {
    int count = Math.min(most, shape.get(0));
    Shape fewer = Shape.of(count, shape.get(1), shape.get(2), shape.get(3));
    return new Filters(layer, fewer, Arrays.copyOf(weights, fewer.elements()));
  }

  /**
   * A picture of each filter, or of each plane of each filter: its lowest weight is black, its
   * highest white or full in a colour.
   *
   * @return in the order of the filters, a pixel for each weight
   */
  public List<BufferedImage> tiles() {
    int planes = colored() ? COLORS : 1;
    int height = shape.get(2);
    int width = shape.get(3);
    int each = planes * height * width;
    List<BufferedImage> tiles = new ArrayList<>();
    for (int from = 0; from < weights.length; from += each) {
      float[] values = Arrays.copyOfRange(weights, from, from + each);
      tiles.add(
          colored()
              ? Pictures.ofPlanes(rgb(values), Shape.image(COLORS, height, width))
              : Pictures.ofMap(values, height, width, ColorMap.GRAY));
    }
    return tiles;
  }

  private float[] rgb(float[] planes) {
    if (!layer.reversed()) {
      return planes;
    }
    int plane = planes.length / COLORS;
    float[] rgb = new float[planes.length];
    for (int color = 0; color < COLORS; color++) {
      System.arraycopy(planes, (COLORS - 1 - color) * plane, rgb, color * plane, plane);
    }
    return rgb;
  }

  /**
   * All filters side by side.
   *
   * @return the picture
   */
  public BufferedImage picture() {
    List<BufferedImage> tiles = tiles();
    int width = enlarged(shape.get(3));
    int height = enlarged(shape.get(2));
    return ImageGrid.of(FeatureMaps.columns(tiles.size()), width, height).addAll(tiles).draw();
  }

  private static int enlarged(int pixels) {
    return pixels * Math.max(1, TILE / pixels);
  }

  /**
   * Writes {@link #picture()} as a PNG file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(picture(), file);
  }

  @Override
  public String toString() {
    return "filters of layer " + layer() + ", " + shape;
  }
}
