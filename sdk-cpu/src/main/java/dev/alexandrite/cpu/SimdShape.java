package dev.alexandrite.cpu;

import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/** Plans what moves elements; where channels come last in memory, joining channels is strided. */
final class SimdShape {
  private SimdShape() {}

  static OpPlan plan(ShapeOp op, int capacity, WorkerPool pool) {
    return switch (op) {
      case ShapeOp.Concat concat -> new Concat(concat, pool);
      case ShapeOp.Slice slice -> new Slice(slice, pool);
      case ShapeOp.Reshape reshape -> new Reshape(reshape, pool);
      default -> throw new UnsupportedOperationException("basis: " + op);
    };
  }

  /** How many runs of contiguous elements lie along the first axis. */
  private static int positions(Shape shape) {
    return shape.height() * shape.width();
  }

  private static final class Concat extends RowPlan {
    private final int positions;
    private final int[] runs;
    private final int joined;

    Concat(ShapeOp.Concat op, WorkerPool pool) {
      super("copy", pool);
      List<Shape> parts = op.parts().stream().map(Operand::shape).toList();
      this.positions = positions(parts.getFirst());
      this.runs = parts.stream().mapToInt(part -> part.elements() / positions).toArray();
      this.joined = parts.stream().mapToInt(Shape::elements).sum() / positions;
    }

    @Override
    void row(int row, int worker) {
      int before = 0;
      for (int part = 0; part < runs.length; part++) {
        CpuBuffer x = input(part);
        int run = runs[part];
        int from = x.offset() + row * positions * run;
        int to = output(0).offset() + row * positions * joined + before;
        for (int p = 0; p < positions; p++) {
          System.arraycopy(x.array(), from + p * run, output(0).array(), to + p * joined, run);
        }
        before += run;
      }
    }
  }

  private static final class Slice extends RowPlan {
    private final int positions;
    private final int whole;
    private final int first;
    private final int run;

    Slice(ShapeOp.Slice op, WorkerPool pool) {
      super("copy", pool);
      Shape input = op.input().shape();
      this.positions = positions(input);
      this.whole = input.elements() / positions;
      int perChannel = whole / input.channels();
      this.first = op.ranges().getFirst().from() * perChannel;
      this.run = op.ranges().getFirst().count() * perChannel;
    }

    @Override
    void row(int row, int worker) {
      int from = input(0).offset() + row * positions * whole + first;
      int to = output(0).offset() + row * positions * run;
      for (int p = 0; p < positions; p++) {
        System.arraycopy(input(0).array(), from + p * whole, output(0).array(), to + p * run, run);
      }
    }
  }

  private static final class Reshape extends RowPlan {
    private final Shape from;
    private final Shape to;
    private final int elements;
    private final float[][] rowMajor;

    Reshape(ShapeOp.Reshape op, WorkerPool pool) {
      super("transpose", pool);
      this.from = op.input().shape();
      this.to = op.output();
      this.elements = from.elements();
      this.rowMajor = new float[pool.threads()][elements];
    }

    @Override
    void row(int row, int worker) {
      float[] x = input(0).array();
      int xAt = input(0).offset() + row * elements;
      float[] y = output(0).array();
      int yAt = output(0).offset() + row * elements;
      if (from.equals(to)) {
        System.arraycopy(x, xAt, y, yAt, elements);
      } else {
        ChannelsLast.toRowMajor(from, x, xAt, rowMajor[worker], 0);
        ChannelsLast.fromRowMajor(to, rowMajor[worker], 0, y, yAt);
      }
    }
  }
}
