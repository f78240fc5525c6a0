package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;

/**
 * Plans softmax over the first axis. Where that axis is contiguous in memory (vectors, and maps,
 * whose channels come last) it is computed in place; other tensors go through a transposed copy.
 */
final class SimdSoftmax {
  private SimdSoftmax() {}

  static OpPlan plan(SoftmaxOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case SoftmaxOp.Forward forward -> new Forward(new Layout(forward.output().shape()), pool);
      case SoftmaxOp.Gradient gradient -> new Gradient(new Layout(gradient.output().shape()), pool);
    };
  }

  /** An example as {@code groups} softmaxes over {@code classes}, strided if not contiguous. */
  private record Layout(int classes, int groups, boolean contiguous) {
    Layout(Shape shape) {
      this(
          shape.channels(),
          shape.elements() / shape.channels(),
          shape.rank() == 1 || shape.rank() == 3);
    }

    int elements() {
      return classes * groups;
    }

    int start(int group) {
      return contiguous ? group * classes : group;
    }

    int stride() {
      return contiguous ? 1 : groups;
    }

    /** Copies the elements of one group together. */
    void gather(float[] from, int at, int group, float[] to) {
      for (int c = 0; c < classes; c++) {
        to[c] = from[at + start(group) + c * stride()];
      }
    }

    void scatter(float[] from, float[] to, int at, int group) {
      for (int c = 0; c < classes; c++) {
        to[at + start(group) + c * stride()] = from[c];
      }
    }
  }

  private static final class Forward extends RowPlan {
    private final Layout layout;
    private final float[][] copies;

    Forward(Layout layout, WorkerPool pool) {
      super("softmax", pool);
      this.layout = layout;
      this.copies = new float[pool.threads()][layout.classes()];
    }

    @Override
    void row(int row, int worker) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + row * layout.elements();
      float[] y = output(0).array();
      int yAt = output(0).offset() + row * layout.elements();
      int classes = layout.classes();
      for (int g = 0; g < layout.groups(); g++) {
        if (layout.contiguous()) {
          Softmax.forward(x, xAt + g * classes, y, yAt + g * classes, classes);
        } else {
          float[] copy = copies[worker];
          layout.gather(x, xAt, g, copy);
          Softmax.forward(copy, 0, copy, 0, classes);
          layout.scatter(copy, y, yAt, g);
        }
      }
    }
  }

  private static final class Gradient extends RowPlan {
    private final Layout layout;

    Gradient(Layout layout, WorkerPool pool) {
      super("softmax", pool);
      this.layout = layout;
    }

    /** {@code dx = y · (dy - Σ y·dy)}. */
    @Override
    void row(int row, int worker) {
      int from = row * layout.elements();
      float[] y = input(0).array();
      float[] dy = input(1).array();
      float[] dx = output(0).array();
      for (int g = 0; g < layout.groups(); g++) {
        int yAt = input(0).offset() + from + layout.start(g);
        int dyAt = input(1).offset() + from + layout.start(g);
        int dxAt = output(0).offset() + from + layout.start(g);
        int end = layout.classes() * layout.stride();
        double sum = 0;
        for (int i = 0; i < end; i += layout.stride()) {
          sum += (double) y[yAt + i] * dy[dyAt + i];
        }
        float mean = (float) sum;
        for (int i = 0; i < end; i += layout.stride()) {
          dx[dxAt + i] = y[yAt + i] * (dy[dyAt + i] - mean);
        }
      }
    }
  }
}
