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

/** What a layer with maps makes of a picture. Immutable. */
public final class FeatureMaps {
  private static final int TILE = 48;

  private final String layer;
  private final Shape shape;
  private final float[] values;

  FeatureMaps(String layer, Shape shape, float[] values) {
    this.layer = layer;
    this.shape = shape;
    this.values = values;
  }

  /**
   * The layer.
   *
   * @return its name
   */
  public String layer() {
    return layer;
  }

  /**
   * The shape of the maps.
   *
   * @return {@code [C, H, W]}
   */
  public Shape shape() {
    return shape;
  }

  /**
   * One map.
   *
   * @param channel its number, 0 to C - 1
   * @return {@code float32[H, W]}, row-major
   * @throws IllegalArgumentException if there is no such map
   */
  public float[] map(int channel) {
    if (channel < 0 || channel >= shape.channels()) {
      throw new IllegalArgumentException(
          "map "
              + channel
              + " of layer "
              + layer
              + " was asked for, expected 0 to "
              + (shape.channels() - 1));
    }
    int places = shape.height() * shape.width();
    return Arrays.copyOfRange(values, channel * places, (channel + 1) * places);
  }

  /**
   * A picture of each map: its lowest value is dark, its highest bright.
   *
   * @return in the order of the channels, a pixel for each value
   */
  public List<BufferedImage> tiles() {
    List<BufferedImage> tiles = new ArrayList<>();
    for (int channel = 0; channel < shape.channels(); channel++) {
      tiles.add(Pictures.ofMap(map(channel), shape.height(), shape.width(), ColorMap.VIRIDIS));
    }
    return tiles;
  }

  /**
   * All maps side by side.
   *
   * @return the picture
   */
  public BufferedImage picture() {
    int scale = Math.max(1, TILE / Math.max(shape.height(), shape.width()));
    return ImageGrid.of(columns(shape.channels()), shape.width() * scale, shape.height() * scale)
        .addAll(tiles())
        .draw();
  }

  /** About eight by three, the paper's arrangement of 96 filters. */
  static int columns(int tiles) {
    return Math.max(1, (int) Math.round(Math.sqrt(tiles * 8.0 / 3)));
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
    return "maps of layer " + layer + ", " + shape;
  }
}
