package dev.alexandrite.cpu.run;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.testkit.Backends;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs every general operator until it is compiled, and prints those of which a warm
 * run allocates. Vectors are objects until then.
 */
final class OperatorRunFixture {
  static final String ALLOCATES = "ALLOCATES ";
  static final String COUNT = "COUNT ";

  private static final int ROWS = 5;
  private static final int MEASURED = 50;
  private static final long WARM_NANOSECONDS = 5_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private OperatorRunFixture() {}

  public static void main(String[] arguments) {
    List<Op> operators = operators();
    try (Backend backend = Backends.open("cpu", 1)) {
      for (Op op : operators) {
        long bytes = perRun(backend, op);
        if (bytes > 0) {
          System.out.println(ALLOCATES + bytes + " bytes: " + op);
        }
      }
    }
    System.out.println(COUNT + operators.size());
  }

  private static List<Op> operators() {
    Operand maps = Operand.batched(Shape.image(40, 9, 7));
    Operand tokens = Operand.batched(Shape.of(30, 48));
    Operand whole = Operand.whole(Shape.of(40, 9, 7));
    List<Op> operators = new ArrayList<>();
    for (BinaryFunction function : BinaryFunction.values()) {
      operators.add(new ElementwiseOp.Binary(function, maps, whole));
    }
    for (UnaryFunction function :
        List.of(
            new UnaryFunction.Exponential(),
            new UnaryFunction.Logarithm(),
            new UnaryFunction.SquareRoot(),
            new UnaryFunction.ErrorFunction(),
            new UnaryFunction.Absolute(),
            new UnaryFunction.Power(1.5f),
            new UnaryFunction.Clip(-1, 1),
            new UnaryFunction.Scale(2),
            new UnaryFunction.Shift(2))) {
      operators.add(new ElementwiseOp.Unary(function, maps));
      operators.add(new ElementwiseOp.UnaryGradient(function, maps));
    }
    operators.add(new ElementwiseOp.Select(whole, maps, Operand.whole(Shape.of(1))));
    operators.add(new ShapeOp.Permute(maps, List.of(2, 0, 1)));
    operators.add(new ShapeOp.Expand(whole, maps));
    operators.add(new ShapeOp.Slice(tokens, List.of(range(29, 10, -3), range(0, 20, 2))));
    operators.add(new ShapeOp.Pad(tokens, List.of(margin(1, 2, 0), margin(0, 3, 1)), 0.5f));
    operators.add(new ShapeOp.Concat(List.of(tokens, tokens), 1));
    operators.add(new ShapeOp.Reshape(maps, Shape.of(2520)));
    operators.add(new ReduceOp.Axes(Reduction.MEAN, tokens, List.of(1), false));
    operators.add(new ReduceOp.Axes(Reduction.MAX, maps, List.of(1, 2), true));
    operators.add(new ReduceOp.Batch(maps.shape()));
    operators.add(new MatMulOp(tokens, Operand.whole(Shape.of(48, 70)), false, false));
    operators.add(new MatMulOp(tokens, tokens, false, true));
    operators.add(new MatMulOp(maps, maps, true, false));
    for (boolean log : new boolean[] {false, true}) {
      operators.add(new SoftmaxOp.Forward(tokens, 0, log));
      operators.add(new SoftmaxOp.Gradient(tokens, 1, log));
    }
    Operand table = Operand.whole(Shape.of(50, 33));
    Operand indices = Operand.batched(Shape.of(12));
    operators.add(new GatherOp.Forward(table, indices, 0));
    operators.add(new GatherOp.Gradient(table, indices, 0));
    operators.add(new AdaptivePoolingOp.Forward(maps.shape(), 4, 3));
    operators.add(new AdaptivePoolingOp.Gradient(maps.shape(), 4, 3));
    return operators;
  }

  private static ShapeOp.Range range(int from, int count, int step) {
    return new ShapeOp.Range(from, count, step);
  }

  private static ShapeOp.Margin margin(int before, int after, int between) {
    return new ShapeOp.Margin(before, after, between);
  }

  /** What a run allocates once it allocates no more, or after a long time. */
  private static long perRun(Backend backend, Op op) {
    OpPlan plan = backend.plan(op, ROWS);
    Buffer[] inputs = buffers(backend, op.signature().inputs());
    Buffer[] outputs = buffers(backend, op.signature().outputs());
    Buffer packed = backend.allocate(plan.packedElements());
    Buffer workspace = backend.allocate(plan.workspaceElements());
    RunState state = new RunState();
    state.rows = ROWS;
    long thread = Thread.currentThread().threadId();
    long begun = System.nanoTime();
    long allocated;
    do {
      long before = THREADS.getThreadAllocatedBytes(thread);
      for (int i = 0; i < MEASURED; i++) {
        plan.run(inputs, outputs, packed, workspace, state);
      }
      allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    } while (allocated >= MEASURED && System.nanoTime() - begun < WARM_NANOSECONDS);
    return allocated / MEASURED;
  }

  private static Buffer[] buffers(Backend backend, List<Signature.Tensor> tensors) {
    return tensors.stream()
        .map(tensor -> backend.allocate(tensor.spec().elements(ROWS)))
        .toArray(Buffer[]::new);
  }
}
