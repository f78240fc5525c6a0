package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.Arrays;

/**
 * The input of a convolution with a stride, as that of a convolution without one: a square of
 * {@code stride × stride} positions is one position of {@code stride² · channels} channels, in the
 * order (row, column, channel). A row of tiles is transformed at a time, out of a padded copy.
 *
 * @param channels channels of the maps; there is one group
 * @param stride of the convolution, along both axes
 * @param height the maps' height
 * @param width the maps' width
 * @param top zero rows above
 * @param left zero columns on the left
 * @param size height and width of a tile, in squares
 * @param step from one tile to the next, in squares
 * @param rows tiles one above the other
 * @param columns tiles side by side
 */
record StridedMaps(
    int channels,
    int stride,
    int height,
    int width,
    int top,
    int left,
    int size,
    int step,
    int rows,
    int columns)
    implements WinogradMaps {

  static StridedMaps inputs(ConvolutionGeometry g, WinogradTile tile) {
    return new StridedMaps(
        g.channels(),
        g.strideX(),
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
  public int groups() {
    return 1;
  }

  @Override
  public int groupChannels() {
    return stride * rowChannels();
  }

  /** Channels of a square that lie side by side in one row of the maps. */
  private int rowChannels() {
    return stride * channels;
  }

  /** Whole vectors reach beyond the last channel. */
  @Override
  public int tileStride() {
    return Simd.roundUp(groupChannels(), LANES) + LANES;
  }

  @Override
  public int together() {
    return columns;
  }

  @Override
  public int tasks(int count) {
    return count / columns;
  }

  @Override
  public int scratch(int points) {
    return points * LANES + size * stride * rowStride();
  }

  /** Elements from one row of the padded copy to the next. */
  private int rowStride() {
    int squares = (columns - 1) * step + size;
    return Simd.roundUp(squares * rowChannels(), LANES) + LANES;
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
    int tile = first + task * columns;
    int points = map.outputs() * map.outputs();
    int copy = scratch + points * LANES;
    int example = from.offset() + tile / tiles() * channels * height * width;
    copyRows(from.array(), example, tile % tiles() / columns, work, copy);
    for (int column = 0; column < columns; column++) {
      // What a vector holds beyond a row's channels, the next row's vectors overwrite.
      for (int row = 0; row < stride; row++) {
        for (int lane = 0; lane < rowChannels(); lane += LANES) {
          map.square(
              work,
              copy + row * rowStride() + column * step * rowChannels() + lane,
              stride * rowStride(),
              rowChannels(),
              work,
              scratch,
              work,
              target + place.of(task * columns + column, row * rowChannels() + lane),
              map.outputs() * pointStride,
              pointStride);
        }
      }
    }
  }

  /** Copies the rows of one row of tiles, with zeros around the maps. */
  private void copyRows(float[] from, int example, int tileRow, float[] to, int at) {
    int firstY = tileRow * step * stride - top;
    int body = left * channels;
    int valid = Math.min(width * channels, rowStride() - body);
    for (int i = 0; i < size * stride; i++) {
      int y = firstY + i;
      int out = at + i * rowStride();
      int end = out + rowStride();
      if (y < 0 || y >= height) {
        Arrays.fill(to, out, end, 0);
      } else {
        Arrays.fill(to, out, out + body, 0);
        System.arraycopy(from, example + y * width * channels, to, out + body, valid);
        Arrays.fill(to, out + body + valid, end, 0);
      }
    }
  }
}
