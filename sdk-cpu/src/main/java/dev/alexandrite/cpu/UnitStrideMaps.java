package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Maps {@code float32[height, width, channels]} cut into square tiles, which may overlap each other
 * and reach over the edges, where zeros are.
 *
 * @param channels channels of all groups
 * @param groups the groups
 * @param height the maps' height
 * @param width the maps' width
 * @param top rows by which the first tile begins above the maps
 * @param left columns by which the first tile begins left of the maps
 * @param size height and width of a tile
 * @param step from one tile to the next
 * @param rows tiles one above the other
 * @param columns tiles side by side
 */
record UnitStrideMaps(
    int channels,
    int groups,
    int height,
    int width,
    int top,
    int left,
    int size,
    int step,
    int rows,
    int columns)
    implements WinogradMaps {

  static UnitStrideMaps inputs(ConvolutionGeometry g, WinogradTile tile) {
    return new UnitStrideMaps(
        g.channels(),
        g.groups(),
        g.height(),
        g.width(),
        g.padTop(),
        g.padLeft(),
        tile.size(),
        tile.outputs(),
        tile.along(g.outHeight()),
        tile.along(g.outWidth()));
  }

  @Override
  public int groupChannels() {
    return channels / groups;
  }

  /** Vectors that hold the channels of a group. */
  private int groupVectors() {
    return (groupChannels() + LANES - 1) / LANES;
  }

  /** Elements of one example. */
  private int elements() {
    return height * width * channels;
  }

  @Override
  public int tileStride() {
    return groupVectors() * LANES;
  }

  @Override
  public int together() {
    return 1;
  }

  /** A task is one vector of channels of one tile: (tile, group, vector). */
  @Override
  public int tasks(int count) {
    return count * groups * groupVectors();
  }

  /** A tile halfway through its transform, and before it. */
  @Override
  public int scratch(int points) {
    return 2 * points * LANES;
  }

  @Override
  public void transform(
      LinearMap map,
      CpuBuffer from,
      int first,
      int task,
      float[] work,
      int scratch,
      int target,
      int pointStride,
      Place place) {
    int vectors = groups * groupVectors();
    int i = task / vectors;
    int group = task % vectors / groupVectors();
    int vector = task % groupVectors();
    int tile = first + i;
    copyTile(
        from.array(),
        from.offset() + tile / tiles() * elements(),
        tile % tiles(),
        group,
        vector,
        work,
        scratch);
    int points = map.outputs() * map.outputs();
    map.square(
        work,
        scratch,
        size * LANES,
        LANES,
        work,
        scratch + points * LANES,
        work,
        target + group * points * pointStride + place.of(i, vector * LANES),
        map.outputs() * pointStride,
        pointStride);
  }

  /** Copies one vector of channels of a tile: {@code float32[size, size, LANES]}. */
  private void copyTile(
      float[] from, int example, int tile, int group, int vector, float[] to, int at) {
    int firstY = tile / columns * step - top;
    int firstX = tile % columns * step - left;
    int channel = group * groupChannels() + vector * LANES;
    int valid = Math.min(LANES, groupChannels() - vector * LANES);
    int out = at;
    for (int y = firstY; y < firstY + size; y++) {
      if (y < 0 || y >= height) {
        Arrays.fill(to, out, out + size * LANES, 0);
        out += size * LANES;
        continue;
      }
      int row = example + y * width * channels + channel;
      for (int x = firstX; x < firstX + size; x++) {
        if (x < 0 || x >= width) {
          FloatVector.zero(SPECIES).intoArray(to, out);
        } else if (valid == LANES) {
          FloatVector.fromArray(SPECIES, from, row + x * channels).intoArray(to, out);
        } else {
          Panels.copyRow(from, row + x * channels, valid, to, out, LANES);
        }
        out += LANES;
      }
    }
  }
}
