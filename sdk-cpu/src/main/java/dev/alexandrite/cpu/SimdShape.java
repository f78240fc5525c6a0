package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Plans what moves elements. */
final class SimdShape {
  private SimdShape() {}

  static OpPlan plan(ShapeOp op, int capacity, WorkerPool pool) {
    Operand output = output(op);
    Strides y = Strides.of(output);
    return switch (op) {
      case ShapeOp.Concat concat -> new Copies(joins(concat, y), pool);
      case ShapeOp.Slice(Operand input, List<ShapeOp.Range> ranges) ->
          new Copies(List.of(copy(output, y, Strides.of(input).sliced(ranges))), pool);
      case ShapeOp.Permute(Operand input, List<Integer> axes) ->
          new Copies(List.of(copy(output, y, Strides.of(input).select(axes))), pool);
      case ShapeOp.Expand(Operand input, Operand _) ->
          new Copies(List.of(copy(output, y, Strides.broadcast(input, output.shape()))), pool);
      case ShapeOp.Pad(Operand input, List<ShapeOp.Margin> margins, float value) ->
          new Pad(copy(input, y.within(margins), Strides.of(input)), output, value, pool);
      case ShapeOp.Reshape reshape ->
          sameOrder(reshape.input(), output)
              ? new View(output, pool)
              : new Transpose(reshape.input().shape(), reshape.output(), pool);
    };
  }

  private static Operand output(ShapeOp op) {
    var y = op.signature().outputs().getFirst();
    return new Operand(y.shape(), y.batched());
  }

  /** A copy of what a walk through {@code over} meets on both sides. */
  private static StridedCopy copy(Operand over, Strides to, Strides from) {
    return new StridedCopy(Walk.of(over.batched(), over.shape(), to, from));
  }

  private static List<StridedCopy> joins(ShapeOp.Concat op, Strides y) {
    List<StridedCopy> copies = new ArrayList<>();
    int before = 0;
    for (Operand part : op.parts()) {
      Strides place = new Strides(before * y.axes()[op.axis()], y.row(), y.axes());
      copies.add(copy(part, place, Strides.of(part)));
      before += part.shape().get(op.axis());
    }
    return copies;
  }

  /** Whether the elements of both shapes lie in memory in the same order. */
  private static boolean sameOrder(Operand from, Operand to) {
    return channelsLast(from)
        ? channelsLast(to) && from.shape().channels() == to.shape().channels()
        : !channelsLast(to);
  }

  /** Whether the memory's order differs from row-major order. */
  private static boolean channelsLast(Operand operand) {
    Shape shape = operand.shape();
    return operand.batched()
        && shape.rank() == 3
        && shape.channels() > 1
        && shape.channels() < shape.elements();
  }

  /** Copies every input to its place. */
  private static class Copies extends SimdPlan {
    private final StridedCopy[] copies;
    private final int[] ends;
    private final ParallelTask task = this::copy;

    Copies(List<StridedCopy> copies, WorkerPool pool) {
      super("copy", pool);
      this.copies = copies.toArray(StridedCopy[]::new);
      this.ends = new int[copies.size()];
    }

    @Override
    void compute(RunState state) {
      int tasks = 0;
      for (int i = 0; i < copies.length; i++) {
        tasks += copies[i].prepare(state.rows);
        ends[i] = tasks;
      }
      parallel(task, tasks);
    }

    private void copy(int place, int worker) {
      int i = 0;
      while (place >= ends[i]) {
        i++;
      }
      int first = i == 0 ? 0 : ends[i - 1];
      CpuBuffer x = input(i);
      CpuBuffer y = output(0);
      copies[i].copy(place - first, x.array(), x.offset(), y.array(), y.offset());
    }
  }

  /** Fills the output, then copies the input into it. */
  private static final class Pad extends Copies {
    private static final int CHUNK = 1 << 14;

    private final int elements;
    private final boolean batched;
    private final float value;
    private final ParallelTask fill = (chunk, _) -> fill(chunk);
    private int total;

    Pad(StridedCopy copy, Operand output, float value, WorkerPool pool) {
      super(List.of(copy), pool);
      this.elements = output.shape().elements();
      this.batched = output.batched();
      this.value = value;
    }

    @Override
    void compute(RunState state) {
      total = Math.multiplyExact(elements, batched ? state.rows : 1);
      parallel(fill, Math.ceilDiv(total, CHUNK));
      super.compute(state);
    }

    private void fill(int chunk) {
      int from = output(0).offset() + chunk * CHUNK;
      int end = output(0).offset() + Math.min((chunk + 1) * CHUNK, total);
      Arrays.fill(output(0).array(), from, end, value);
    }
  }

  /** The same elements in the same order: where they lie in the same memory, nothing moves. */
  private static final class View extends FlatPlan {
    View(Operand output, WorkerPool pool) {
      super("view", pool, output.shape().elements(), output.batched());
    }

    @Override
    void compute(RunState state) {
      if (!sameMemory(input(0), output(0))) {
        super.compute(state);
      }
    }

    @SuppressWarnings("ReferenceEquality") // one array, not equal numbers
    private static boolean sameMemory(CpuBuffer x, CpuBuffer y) {
      return x.array() == y.array() && x.offset() == y.offset();
    }

    @Override
    void range(int from, int count) {
      System.arraycopy(
          input(0).array(),
          input(0).offset() + from,
          output(0).array(),
          output(0).offset() + from,
          count);
    }
  }

  /** A reshape of batched maps, through a copy in row-major order, so that it may run in place. */
  private static final class Transpose extends RowPlan {
    private final StridedCopy toRowMajor;
    private final StridedCopy fromRowMajor;
    private final int elements;
    private final float[][] rowMajor;

    Transpose(Shape from, Shape to, WorkerPool pool) {
      super("transpose", pool);
      this.toRowMajor = example(from, Operand.whole(from), Operand.batched(from));
      this.fromRowMajor = example(to, Operand.batched(to), Operand.whole(to));
      this.elements = from.elements();
      this.rowMajor = new float[pool.threads()][elements];
    }

    private static StridedCopy example(Shape shape, Operand to, Operand from) {
      return new StridedCopy(Walk.of(false, shape, Strides.of(to), Strides.of(from)));
    }

    @Override
    void row(int row, int worker) {
      float[] copy = rowMajor[worker];
      CpuBuffer x = input(0);
      CpuBuffer y = output(0);
      toRowMajor.copy(x.array(), x.offset() + row * elements, copy, 0);
      fromRowMajor.copy(copy, 0, y.array(), y.offset() + row * elements);
    }
  }
}
