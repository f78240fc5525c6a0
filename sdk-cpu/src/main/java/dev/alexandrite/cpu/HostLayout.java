package dev.alexandrite.cpu;

import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;

/** Copies between the host's row-major order and the backend's layout. */
final class HostLayout {
  private HostLayout() {}

  static void upload(float[] host, TensorSpec spec, int rows, CpuBuffer target, WorkerPool pool) {
    copy(host, 0, target.array(), target.offset(), spec, rows, pool, true);
  }

  static void download(CpuBuffer source, TensorSpec spec, int rows, float[] host, WorkerPool pool) {
    copy(source.array(), source.offset(), host, 0, spec, rows, pool, false);
  }

  private static void copy(
      float[] from,
      int fromOffset,
      float[] to,
      int toOffset,
      TensorSpec spec,
      int rows,
      WorkerPool pool,
      boolean toChannelsLast) {
    Shape shape = spec.shape();
    int size = shape.elements();
    if (!spec.batched()) {
      System.arraycopy(from, fromOffset, to, toOffset, size);
    } else if (shape.rank() != 3) {
      System.arraycopy(from, fromOffset, to, toOffset, size * rows);
    } else {
      int channels = shape.channels();
      int positions = shape.height() * shape.width();
      // Transposing [C, H·W] gives [H·W, C]; the way back is the same with the sizes exchanged.
      int height = toChannelsLast ? channels : positions;
      int width = toChannelsLast ? positions : channels;
      pool.run(
          (row, worker) ->
              transpose(from, fromOffset + row * size, to, toOffset + row * size, height, width),
          rows);
    }
  }

  private static void transpose(
      float[] from, int fromOffset, float[] to, int toOffset, int height, int width) {
    for (int y = 0; y < height; y++) {
      int in = fromOffset + y * width;
      for (int x = 0; x < width; x++) {
        to[toOffset + x * height + y] = from[in + x];
      }
    }
  }
}
