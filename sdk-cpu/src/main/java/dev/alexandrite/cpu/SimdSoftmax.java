package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Plans softmax and its logarithm over an axis. Where that axis is contiguous in memory (the
 * channels of maps, the last axis of what is row-major) it is computed without a copy; elsewhere
 * every group of classes is copied together first.
 */
final class SimdSoftmax {
  /** Classes in one task, about. */
  private static final int CHUNK = 1 << 11;

  private SimdSoftmax() {}

  static OpPlan plan(SoftmaxOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case SoftmaxOp.Forward forward -> new Forward(forward, pool);
      case SoftmaxOp.Gradient gradient -> new Gradient(gradient, pool);
    };
  }

  /** Walks through the groups of classes. */
  private abstract static class Groups extends SimdPlan {
    final int classes;
    final int stride;
    private final Walk others;
    private final int groupsPerTask;
    private final ParallelTask task = this::groups;
    private int total;

    Groups(String algorithm, SoftmaxOp op, WorkerPool pool) {
      super(algorithm, pool);
      Operand output = op.output();
      Strides strides = Strides.of(output);
      List<Integer> axes =
          IntStream.range(0, output.shape().rank())
              .filter(axis -> axis != op.axis())
              .boxed()
              .toList();
      List<Integer> sizes = axes.stream().map(output.shape()::get).toList();
      this.classes = output.shape().get(op.axis());
      this.stride = classes == 1 ? 1 : strides.axes()[op.axis()];
      this.others = Walk.of(output.batched(), new Shape(sizes), strides.select(axes));
      this.groupsPerTask = Math.max(1, CHUNK / classes);
    }

    @Override
    final void compute(RunState state) {
      total = others.total(state.rows);
      parallel(task, Math.ceilDiv(total, groupsPerTask));
    }

    private void groups(int task, int worker) {
      int end = Math.min((task + 1) * groupsPerTask, total);
      for (int group = task * groupsPerTask; group < end; group++) {
        group(others.offset(0, group), worker);
      }
    }

    /** Computes the classes from a place in every tensor on. */
    abstract void group(int first, int worker);
  }

  private static final class Forward extends Groups {
    private final boolean log;
    private final float[][] copies;

    Forward(SoftmaxOp.Forward op, WorkerPool pool) {
      super(op.log() ? "log-softmax" : "softmax", op, pool);
      this.log = op.log();
      this.copies = new float[pool.threads()][stride == 1 && !log ? 0 : classes];
    }

    @Override
    void group(int first, int worker) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + first;
      float[] y = output(0).array();
      int yAt = output(0).offset() + first;
      float[] copy = copies[worker];
      if (log) {
        logarithm(x, xAt, y, yAt, copy);
      } else if (stride == 1) {
        Softmax.forward(x, xAt, y, yAt, classes);
      } else {
        for (int c = 0; c < classes; c++) {
          copy[c] = x[xAt + c * stride];
        }
        Softmax.forward(copy, 0, copy, 0, classes);
        for (int c = 0; c < classes; c++) {
          y[yAt + c * stride] = copy[c];
        }
      }
    }

    /** {@code y = x - max - ln Σ exp(x - max)}. */
    private void logarithm(float[] x, int xAt, float[] y, int yAt, float[] copy) {
      for (int c = 0; c < classes; c++) {
        copy[c] = x[xAt + c * stride];
      }
      float maximum = Softmax.maximum(copy, 0, classes);
      Softmax.exponentials(copy, 0, maximum, copy, 0, classes);
      double subtracted = maximum + StrictMath.log(Softmax.sum(copy, 0, classes));
      for (int c = 0; c < classes; c++) {
        y[yAt + c * stride] = (float) (x[xAt + c * stride] - subtracted);
      }
    }
  }

  private static final class Gradient extends Groups {
    private final boolean log;

    Gradient(SoftmaxOp.Gradient op, WorkerPool pool) {
      super(op.log() ? "log-softmax" : "softmax", op, pool);
      this.log = op.log();
    }

    @Override
    void group(int first, int worker) {
      float[] y = input(0).array();
      int yAt = input(0).offset() + first;
      float[] dy = input(1).array();
      int dyAt = input(1).offset() + first;
      float[] dx = output(0).array();
      int dxAt = output(0).offset() + first;
      int end = classes * stride;
      if (log) {
        logarithm(y, yAt, dy, dyAt, dx, dxAt, end);
      } else {
        softmax(y, yAt, dy, dyAt, dx, dxAt, end);
      }
    }

    /** {@code dx = y · (dy - Σ y·dy)}. */
    private void softmax(float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int end) {
      double sum = 0;
      for (int i = 0; i < end; i += stride) {
        sum += (double) y[yAt + i] * dy[dyAt + i];
      }
      float mean = (float) sum;
      for (int i = 0; i < end; i += stride) {
        dx[dxAt + i] = y[yAt + i] * (dy[dyAt + i] - mean);
      }
    }

    /** {@code dx = dy - exp(y) · Σ dy}. */
    private void logarithm(
        float[] y, int yAt, float[] dy, int dyAt, float[] dx, int dxAt, int end) {
      double sum = 0;
      for (int i = 0; i < end; i += stride) {
        sum += dy[dyAt + i];
      }
      float total = (float) sum;
      for (int i = 0; i < end; i += stride) {
        dx[dxAt + i] = Math.fma(-Exponential.exp(y[yAt + i]), total, dy[dyAt + i]);
      }
    }
  }
}
