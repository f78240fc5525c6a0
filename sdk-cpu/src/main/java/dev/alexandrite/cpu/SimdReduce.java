package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Plans reductions over axes and over the batch; vectors run over results. */
final class SimdReduce {
  /** Elements that one task reads, about. */
  private static final int CHUNK = 1 << 14;

  private SimdReduce() {}

  static OpPlan plan(ReduceOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ReduceOp.Axes axes -> plan(axes, pool);
      case ReduceOp.Batch(Shape shape) -> new Batch(shape, pool);
    };
  }

  private static OpPlan plan(ReduceOp.Axes op, WorkerPool pool) {
    Operand input = op.input();
    List<Integer> kept =
        IntStream.range(0, input.shape().rank())
            .filter(axis -> !op.axes().contains(axis))
            .boxed()
            .toList();
    Strides x = Strides.of(input);
    Strides y = Strides.of(op.output());
    if (op.keepAxes()) {
      y = y.select(kept);
    }
    Walk results = Walk.of(input.batched(), sizes(input.shape(), kept), x.select(kept), y);
    Walk terms = Walk.inOrder(false, sizes(input.shape(), op.axes()), x.select(op.axes()));
    boolean sideBySide = results.stride(0, results.last()) == 1;
    return sideBySide && results.size(results.last(), 1) >= Spread.RESULTS / 2
        ? new SideBySide(op, results, terms, pool)
        : new Spread(op, results, terms, pool);
  }

  private static Shape sizes(Shape shape, List<Integer> axes) {
    return new Shape(axes.stream().map(shape::get).toList());
  }

  /** Joins terms to results, as many at a time as a subclass takes. */
  private abstract static class Axes extends SimdPlan {
    final Walk results;
    final Walk terms;
    final BinaryLoop join;
    final int inner;
    final int outer;
    final int step;
    private final int divisor;
    private final int most;
    private final float[][] sums;
    private final ParallelTask task = this::group;
    private int run;
    private int unitsPerRun;
    private int units;
    private int unitsPerTask;

    /**
     * Describes the walks.
     *
     * @param results x's first terms, then y
     * @param terms x from there on
     * @param most results that are computed together
     */
    Axes(ReduceOp.Axes op, Walk results, Walk terms, int most, WorkerPool pool) {
      super(name(op.reduction()), pool);
      this.results = results;
      this.terms = terms;
      this.join =
          switch (op.reduction()) {
            case SUM, MEAN -> Arithmetic::add;
            case MAX -> BinaryLoops::maximum;
            case MIN -> BinaryLoops::minimum;
          };
      this.divisor = op.reduction() == Reduction.MEAN ? op.count() : 1;
      this.inner = terms.size(terms.last(), 1);
      this.outer = terms.total(1) / inner;
      this.step = terms.stride(0, terms.last());
      this.most = most;
      this.sums = new float[pool.threads()][most];
    }

    private static String name(Reduction reduction) {
      return switch (reduction) {
        case SUM -> "sum";
        case MEAN -> "mean";
        case MAX -> "maximum";
        case MIN -> "minimum";
      };
    }

    /** How many neighbours among the results are cut into pieces together. */
    abstract int run(int rows);

    @Override
    final void compute(RunState state) {
      run = Math.max(1, run(state.rows));
      unitsPerRun = Math.ceilDiv(run, most);
      units = results.total(state.rows) / run * unitsPerRun;
      unitsPerTask = Math.max(1, CHUNK / Math.min(run, most) / (inner * outer));
      parallel(task, Math.ceilDiv(units, unitsPerTask));
    }

    private void group(int task, int worker) {
      int end = Math.min((task + 1) * unitsPerTask, units);
      for (int unit = task * unitsPerTask; unit < end; unit++) {
        int within = unit % unitsPerRun * most;
        int first = unit / unitsPerRun * run + within;
        int count = Math.min(most, run - within);
        float[] found = sums[worker];
        reduce(first, count, found, worker);
        if (divisor != 1) {
          Arithmetic.divide(found, 0, divisor, found, 0, count);
        }
        results.scatter(1, found, 0, first, count, output(0).array(), output(0).offset());
      }
    }

    /** Reduces {@code count} results, counted in the order of the walk. */
    abstract void reduce(int first, int count, float[] found, int worker);
  }

  /** Neighbouring results, whose terms are neighbours too. */
  private static final class SideBySide extends Axes {
    private static final int MOST = 1 << 10;

    SideBySide(ReduceOp.Axes op, Walk results, Walk terms, WorkerPool pool) {
      super(op, results, terms, MOST, pool);
    }

    @Override
    int run(int rows) {
      return results.size(results.last(), rows);
    }

    @Override
    void reduce(int first, int count, float[] found, int worker) {
      float[] x = input(0).array();
      int at = input(0).offset() + results.offset(0, first);
      System.arraycopy(x, at, found, 0, count);
      for (int i = 0; i < outer; i++) {
        int place = at + terms.offset(0, i * inner);
        for (int j = i == 0 ? 1 : 0; j < inner; j++) {
          join.run(found, 0, x, place + j * step, found, 0, count);
        }
      }
    }
  }

  /** Results whose terms lie apart are brought together, some terms of each at a time. */
  private static final class Spread extends Axes {
    static final int RESULTS = 16;
    private static final int TERMS = 32;

    private final float[][] tiles;
    private final int[][] places;

    Spread(ReduceOp.Axes op, Walk results, Walk terms, WorkerPool pool) {
      super(op, results, terms, RESULTS, pool);
      this.tiles = new float[pool.threads()][TERMS * RESULTS];
      this.places = new int[pool.threads()][RESULTS];
    }

    @Override
    int run(int rows) {
      return results.total(rows);
    }

    @Override
    void reduce(int first, int count, float[] found, int worker) {
      float[] x = input(0).array();
      float[] tile = tiles[worker];
      int[] from = places[worker];
      for (int result = 0; result < count; result++) {
        from[result] = input(0).offset() + results.offset(0, first + result);
        found[result] = x[from[result]];
      }
      for (int i = 0; i < outer; i++) {
        int place = terms.offset(0, i * inner);
        for (int j = i == 0 ? 1 : 0; j < inner; j += TERMS) {
          int length = Math.min(TERMS, inner - j);
          for (int result = 0; result < count; result++) {
            int in = from[result] + place + j * step;
            for (int term = 0; term < length; term++) {
              tile[term * RESULTS + result] = x[in + term * step];
            }
          }
          for (int term = 0; term < length; term++) {
            join.run(found, 0, tile, term * RESULTS, found, 0, count);
          }
        }
      }
    }
  }

  /** The rows of a batch, summed by {@link BatchTree}. */
  private static final class Batch extends SimdPlan {
    private static final int PIECE = 1 << 8;

    private final int size;
    private final Walk walk;
    private final TreeSums[] sums;
    private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
    private final ParallelTask task = this::piece;

    Batch(Shape shape, WorkerPool pool) {
      super("tree", pool);
      this.size = shape.elements();
      this.walk =
          Walk.of(
              false, shape, Strides.of(Operand.batched(shape)), Strides.of(Operand.whole(shape)));
      this.sums = TreeSums.each(pool, PIECE);
    }

    @Override
    void compute(RunState state) {
      WeightGradientTile.leafStarts(state, 1, leafStarts);
      parallel(task, Math.ceilDiv(size, PIECE));
    }

    private void piece(int piece, int worker) {
      int from = piece * PIECE;
      int count = Math.min(PIECE, size - from);
      TreeSums tree = sums[worker];
      tree.clear(count);
      for (int leaf = 0; leaf < BatchTree.LEAVES; leaf++) {
        for (int row = leafStarts[leaf]; row < leafStarts[leaf + 1]; row++) {
          tree.add(leaf, input(0).array(), input(0).offset() + row * size + from, count);
        }
      }
      walk.scatter(1, tree.total(count), 0, from, count, output(0).array(), output(0).offset());
    }
  }
}
