package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Plans arithmetic element by element. */
final class SimdElementwise {
  private SimdElementwise() {}

  static OpPlan plan(ElementwiseOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ElementwiseOp.Add add -> new Add(add, pool);
      case ElementwiseOp.Binary binary -> new Binary(binary, pool);
      case ElementwiseOp.Unary(UnaryFunction function, Operand output) ->
          new Unary(function, output, pool);
      case ElementwiseOp.UnaryGradient(UnaryFunction function, Operand output) ->
          new UnaryGradient(function, output, pool);
      case ElementwiseOp.Select select -> new Select(select, pool);
    };
  }

  private static String name(UnaryFunction function) {
    return function.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static final class Add extends FlatPlan {
    Add(ElementwiseOp.Add op, WorkerPool pool) {
      super("add", pool, op.output().shape().elements(), op.output().batched());
    }

    @Override
    void range(int from, int count) {
      CpuBuffer sum = output(0);
      CpuBuffer first = input(0);
      int at = sum.offset() + from;
      if (inputs() == 1) {
        System.arraycopy(first.array(), first.offset() + from, sum.array(), at, count);
        return;
      }
      // The first addition reads both its terms before it overwrites one that shares the memory.
      CpuBuffer left = first;
      for (int i = 1; i < inputs(); i++) {
        CpuBuffer right = input(i);
        Arithmetic.add(
            left.array(),
            left.offset() + from,
            right.array(),
            right.offset() + from,
            sum.array(),
            at,
            count);
        left = sum;
      }
    }
  }

  private static final class Binary extends BroadcastPlan {
    private final BinaryLoop loop;

    Binary(ElementwiseOp.Binary op, WorkerPool pool) {
      super(
          op.function().name().toLowerCase(Locale.ROOT),
          pool,
          op.output(),
          List.of(op.a(), op.b()));
      this.loop = BinaryLoops.of(op.function());
    }

    @Override
    void elements(Piece piece, float[] y, int yAt, int count) {
      loop.run(piece.arrays[0], piece.at[0], piece.arrays[1], piece.at[1], y, yAt, count);
    }
  }

  private static final class Select extends BroadcastPlan {
    Select(ElementwiseOp.Select op, WorkerPool pool) {
      super("select", pool, op.output(), List.of(op.condition(), op.a(), op.b()));
    }

    @Override
    void elements(Piece piece, float[] y, int yAt, int count) {
      BinaryLoops.select(
          piece.arrays[0],
          piece.at[0],
          piece.arrays[1],
          piece.at[1],
          piece.arrays[2],
          piece.at[2],
          y,
          yAt,
          count);
    }
  }

  /** What does not fill a vector goes through the function in a copy that does. */
  private static final class Unary extends BroadcastPlan {
    private final UnaryLoop[] loops;
    private final float[][] rests;

    Unary(UnaryFunction function, Operand output, WorkerPool pool) {
      super(name(function), pool, output, List.of(output));
      this.loops = new UnaryLoop[pool.threads()];
      Arrays.setAll(loops, _ -> UnaryLoops.of(function));
      this.rests = new float[pool.threads()][LANES];
    }

    @Override
    void elements(Piece piece, float[] y, int yAt, int count) {
      UnaryLoop loop = loops[piece.worker];
      float[] x = piece.arrays[0];
      int xAt = piece.at[0];
      int whole = count - count % LANES;
      loop.run(x, xAt, y, yAt, whole);
      if (whole < count) {
        float[] rest = rests[piece.worker];
        System.arraycopy(x, xAt + whole, rest, 0, count - whole);
        loop.run(rest, 0, rest, 0, LANES);
        System.arraycopy(rest, 0, y, yAt + whole, count - whole);
      }
    }
  }

  /** See {@link Unary}. */
  private static final class UnaryGradient extends BroadcastPlan {
    private final BinaryLoop[] loops;
    private final float[][] knownRests;
    private final float[][] rests;

    UnaryGradient(UnaryFunction function, Operand output, WorkerPool pool) {
      super(name(function), pool, output, List.of(output, output));
      this.loops = new BinaryLoop[pool.threads()];
      Arrays.setAll(loops, _ -> UnaryGradientLoops.of(function));
      this.knownRests = new float[pool.threads()][LANES];
      this.rests = new float[pool.threads()][LANES];
    }

    @Override
    void elements(Piece piece, float[] dx, int dxAt, int count) {
      BinaryLoop loop = loops[piece.worker];
      float[] known = piece.arrays[0]; // y or x, as UnaryFunction.gradientFromOutput() says
      int knownAt = piece.at[0];
      float[] dy = piece.arrays[1];
      int dyAt = piece.at[1];
      int whole = count - count % LANES;
      loop.run(known, knownAt, dy, dyAt, dx, dxAt, whole);
      if (whole < count) {
        float[] knownRest = knownRests[piece.worker];
        float[] rest = rests[piece.worker];
        System.arraycopy(known, knownAt + whole, knownRest, 0, count - whole);
        System.arraycopy(dy, dyAt + whole, rest, 0, count - whole);
        loop.run(knownRest, 0, rest, 0, rest, 0, LANES);
        System.arraycopy(rest, 0, dx, dxAt + whole, count - whole);
      }
    }
  }
}
