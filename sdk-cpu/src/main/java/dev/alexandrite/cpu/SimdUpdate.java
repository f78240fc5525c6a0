package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import java.util.Arrays;

/** Plans what turns gradients into new parameters: one pass over each parameter, in chunks. */
final class SimdUpdate {
  private SimdUpdate() {}

  static OpPlan plan(UpdateOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case UpdateOp.Sgd sgd -> new Sgd(sgd, pool);
      case UpdateOp.AdamW adam -> new AdamW(adam, pool);
      case UpdateOp.Lamb lamb -> new LambPlan(lamb, pool);
      case UpdateOp.RmsProp rms -> new RmsPropPlan(rms, pool);
      case UpdateOp.MaxNorm maxNorm -> new MaxNormPlan(maxNorm, pool);
      case UpdateOp.Average average -> new Average(average, pool);
      case UpdateOp.SquaredNorm norm -> new SquaredNormPlan(norm, pool);
      case UpdateOp.Clip clip -> new Clip(clip, pool);
      case UpdateOp.Zero zero -> new Zero(zero, pool);
    };
  }

  private static final class Sgd extends FlatPlan {
    private final UpdateOp.Sgd op;
    private float rate;
    private float gradientScale;

    Sgd(UpdateOp.Sgd op, WorkerPool pool) {
      super("fused", pool, op.shape().elements(), false);
      this.op = op;
    }

    @Override
    void compute(RunState state) {
      rate = state.learningRate * op.rateScale().at(state.epoch);
      gradientScale = state.gradientScale;
      if (rate != 0) {
        super.compute(state);
      }
    }

    @Override
    void range(int from, int count) {
      float[] g = input(0).array();
      int gAt = input(0).offset() + from;
      float[] w = output(0).array();
      int wAt = output(0).offset() + from;
      float[] v = output(1).array();
      int vAt = output(1).offset() + from;
      float momentum = op.momentum();
      float decay = op.decay();
      switch (op.form()) {
        case PAPER -> {
          if (op.nesterov()) {
            Momentum.paperNesterov(
                g, gAt, gradientScale, w, wAt, v, vAt, rate, momentum, decay, count);
          } else {
            Momentum.paper(g, gAt, gradientScale, w, wAt, v, vAt, rate, momentum, decay, count);
          }
        }
        case PYTORCH -> {
          if (op.nesterov()) {
            Momentum.pytorchNesterov(
                g, gAt, gradientScale, w, wAt, v, vAt, rate, momentum, decay, count);
          } else {
            Momentum.pytorch(g, gAt, gradientScale, w, wAt, v, vAt, rate, momentum, decay, count);
          }
        }
      }
    }
  }

  private static final class AdamW extends FlatPlan {
    private final UpdateOp.AdamW op;
    private final AdamKernel kernel;
    private float rate;

    AdamW(UpdateOp.AdamW op, WorkerPool pool) {
      super("fused", pool, op.shape().elements(), false);
      this.op = op;
      this.kernel = new AdamKernel(op);
    }

    @Override
    void compute(RunState state) {
      rate = state.learningRate * op.rateScale().at(state.epoch);
      if (rate != 0) {
        kernel.prepare(rate, state);
        super.compute(state);
      }
    }

    @Override
    void range(int from, int count) {
      CpuBuffer g = input(0);
      CpuBuffer w = output(0);
      CpuBuffer m = output(1);
      CpuBuffer v = output(2);
      kernel.update(
          g.array(),
          g.offset() + from,
          w.array(),
          w.offset() + from,
          m.array(),
          m.offset() + from,
          v.array(),
          v.offset() + from,
          count);
    }
  }

  private static final class Average extends FlatPlan {
    private final UpdateOp.Average op;
    private float decay;

    Average(UpdateOp.Average op, WorkerPool pool) {
      super("fused", pool, op.shape().elements(), false);
      this.op = op;
    }

    @Override
    void compute(RunState state) {
      decay = op.decay(state.updates);
      super.compute(state);
    }

    @Override
    void range(int from, int count) {
      CpuBuffer w = input(0);
      CpuBuffer average = output(0);
      Arithmetic.blend(
          average.array(),
          average.offset() + from,
          decay,
          w.array(),
          w.offset() + from,
          (float) (1.0 - decay),
          count);
    }
  }

  private static final class Clip extends FlatPlan {
    private final float limit;
    private float factor;

    Clip(UpdateOp.Clip op, WorkerPool pool) {
      super("scale", pool, op.shape().elements(), false);
      this.limit = op.limit();
    }

    @Override
    void compute(RunState state) {
      double total = input(1).array()[input(1).offset()];
      factor = (float) Math.min(1, limit / (Math.sqrt(total) * state.gradientScale));
      if (factor != 1) {
        super.compute(state);
      }
    }

    @Override
    void range(int from, int count) {
      CpuBuffer g = output(0);
      int at = g.offset() + from;
      Arithmetic.scale(g.array(), at, factor, g.array(), at, count);
    }
  }

  private static final class Zero extends FlatPlan {
    Zero(UpdateOp.Zero op, WorkerPool pool) {
      super("fill", pool, op.shape().elements(), false);
    }

    @Override
    void range(int from, int count) {
      int at = output(0).offset() + from;
      Arrays.fill(output(0).array(), at, at + count, 0f);
    }
  }
}
