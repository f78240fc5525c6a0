package dev.alexandrite.cpu;

import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import java.util.Arrays;

/** Plans what picks elements of an axis by number. */
final class SimdGather {
  /** Elements that one task writes, about. */
  private static final int CHUNK = 1 << 14;

  private SimdGather() {}

  static OpPlan plan(GatherOp op, int capacity, WorkerPool pool) {
    Picks picks = new Picks(op, capacity);
    boolean batched = op.output().batched();
    return switch (op) {
      case GatherOp.Forward _ -> new Forward(picks, batched, pool);
      case GatherOp.Gradient _ -> new Gradient(picks, batched, capacity, pool);
    };
  }

  private static final class Forward extends SimdPlan {
    private final Picks picks;
    private final boolean batched;
    private final StridedCopy copy;
    private final int picksPerTask;
    private final ParallelTask task = this::copy;
    private int total;

    Forward(Picks picks, boolean batched, WorkerPool pool) {
      super("copy", pool);
      this.picks = picks;
      this.batched = batched;
      this.copy = new StridedCopy(picks.box);
      this.picksPerTask = Math.max(1, CHUNK / picks.box.total(1));
    }

    @Override
    void compute(RunState state) {
      picks.read(input(1), state.rows);
      total = Math.multiplyExact(batched ? state.rows : 1, picks.count);
      parallel(task, Math.ceilDiv(total, picksPerTask));
    }

    private void copy(int group, int worker) {
      CpuBuffer table = input(0);
      CpuBuffer y = output(0);
      int end = Math.min((group + 1) * picksPerTask, total);
      for (int i = group * picksPerTask; i < end; i++) {
        int example = i / picks.count;
        int pick = i % picks.count;
        copy.copy(
            table.array(),
            table.offset() + picks.tablePlace(example, picks.value(example, pick)),
            y.array(),
            y.offset() + picks.outputPlace(example, pick));
      }
    }
  }

  /**
   * Sorts the indices by what they mean, so that every element of the table's gradient is summed
   * and written once.
   */
  private static final class Gradient extends SimdPlan {
    private static final int PIECE = 1 << 8;

    private final Picks picks;
    private final boolean batched;
    private final boolean tree;
    private final int boxSize;
    private final int valuesPerTask;
    private final int[] ends;
    private final int[] sorted;
    private final float[][] copies;
    private final TreeSums[] sums;
    private final float[] zeros = new float[PIECE];
    private final int[] leafStarts = new int[BatchTree.LEAVES + 1];
    private final ParallelTask task = this::sum;
    private int keys;

    Gradient(Picks picks, boolean batched, int capacity, WorkerPool pool) {
      super("sorted", pool);
      this.picks = picks;
      this.batched = batched;
      this.tree = batched && picks.tableRow == 0;
      this.boxSize = picks.box.total(1);
      this.valuesPerTask = Math.max(1, CHUNK / boxSize);
      int tables = batched && !tree ? capacity : 1;
      this.ends = new int[Math.multiplyExact(tables, picks.size) + 1];
      this.sorted = new int[Math.multiplyExact(batched ? capacity : 1, picks.count)];
      this.copies = new float[pool.threads()][PIECE];
      this.sums = TreeSums.each(pool, PIECE);
    }

    @Override
    void compute(RunState state) {
      picks.read(input(0), state.rows);
      int examples = batched ? state.rows : 1;
      keys = (tree ? 1 : examples) * picks.size;
      sort(examples);
      if (tree) {
        WeightGradientTile.leafStarts(state, 1, leafStarts);
      }
      parallel(task, Math.ceilDiv(keys, valuesPerTask));
    }

    /** Sorts by counting, which keeps the order of places among equal indices. */
    private void sort(int examples) {
      Arrays.fill(ends, 0, keys + 1, 0);
      int count = examples * picks.count;
      for (int i = 0; i < count; i++) {
        ends[key(i) + 1]++;
      }
      for (int key = 0; key < keys; key++) {
        ends[key + 1] += ends[key];
      }
      // Each of these is where its key begins and, once all are placed, where it ends.
      for (int i = 0; i < count; i++) {
        sorted[ends[key(i)]++] = i;
      }
    }

    /** Which element of which table a place of the indices means. */
    private int key(int place) {
      int example = place / picks.count;
      int value = picks.value(example, place % picks.count);
      return tree ? value : example * picks.size + value;
    }

    private void sum(int group, int worker) {
      int end = Math.min((group + 1) * valuesPerTask, keys);
      for (int key = group * valuesPerTask; key < end; key++) {
        for (int from = 0; from < boxSize; from += PIECE) {
          sum(key, from, Math.min(PIECE, boxSize - from), worker);
        }
      }
    }

    private void sum(int key, int from, int count, int worker) {
      CpuBuffer table = output(0);
      int first = key == 0 ? 0 : ends[key - 1];
      float[] total = first == ends[key] ? zeros : total(first, ends[key], from, count, worker);
      int at = table.offset() + picks.tablePlace(key / picks.size, key % picks.size);
      picks.box.scatter(0, total, 0, from, count, table.array(), at);
    }

    /** The sum of some places, a part of the box. */
    private float[] total(int first, int end, int from, int count, int worker) {
      CpuBuffer dy = input(1);
      float[] copy = copies[worker];
      TreeSums found = sums[worker];
      found.clear(count);
      int leaf = 0;
      for (int i = first; i < end; i++) {
        int example = sorted[i] / picks.count;
        while (tree && example >= leafStarts[leaf + 1]) {
          leaf++;
        }
        int at = dy.offset() + picks.outputPlace(example, sorted[i] % picks.count);
        picks.box.gather(1, dy.array(), at, from, count, copy, 0);
        found.add(leaf, copy, 0, count);
      }
      return found.total(count);
    }
  }
}
