package dev.alexandrite.cpu;

import dev.alexandrite.tensor.ConvolutionGeometry;

/** The maps of a batch, cut into square tiles for {@link WinogradTile}. */
sealed interface WinogradMaps permits UnitStrideMaps, StridedMaps {
  /** The tiles of x, each with the inputs of one tile of y. */
  static WinogradMaps inputs(ConvolutionGeometry g, WinogradTile tile) {
    return g.strideX() == 1 ? UnitStrideMaps.inputs(g, tile) : StridedMaps.inputs(g, tile);
  }

  int groups();

  /** Channels of a tile in one group. */
  int groupChannels();

  /** Tiles one above the other. */
  int rows();

  /** Tiles side by side. */
  int columns();

  /** Tiles of one example. */
  default int tiles() {
    return rows() * columns();
  }

  /** Elements from one transformed tile to the next, at one point of one group. */
  int tileStride();

  /** Neighbours that are transformed together; {@link #tiles} is a multiple of it. */
  int together();

  /** How many tasks {@link #transform} makes of some tiles, a multiple of {@link #together}. */
  int tasks(int count);

  /** Elements of scratch for a map with so many points. */
  int scratch(int points);

  /**
   * Transforms one task's tiles and channels.
   *
   * @param map the transform
   * @param from the maps of all examples
   * @param first the first task's first tile, counted through the examples
   * @param task the task
   * @param work holds scratch and target
   * @param scratch where the scratch begins
   * @param target where the tiles of all points and groups begin
   * @param pointStride from one point to the next; groups are {@code points} points apart
   * @param place where channels lie at every point
   */
  void transform(
      LinearMap map,
      CpuBuffer from,
      int first,
      int task,
      float[] work,
      int scratch,
      int target,
      int pointStride,
      Place place);

  /** Where a channel of the i-th tile lies among those of one point and group. */
  @FunctionalInterface
  interface Place {
    int of(int i, int channel);
  }
}
