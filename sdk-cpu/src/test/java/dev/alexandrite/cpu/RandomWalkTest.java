package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.OpRunner;
import dev.alexandrite.testkit.Tolerances;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/** Operators of random shapes, layouts and axes, against the reference. */
@Tag("width")
class RandomWalkTest {
  private static final Backend REFERENCE = Backends.reference();
  private static final Backend CPU = Backends.open("cpu", 2);

  @AfterContainer
  static void close() {
    CPU.close();
    REFERENCE.close();
  }

  @Property(tries = 400)
  void broadcasts(@ForAll long seed) {
    Random random = new Random(seed);
    Shape shape = shape(random, 1 + random.nextInt(4));
    Operand a = repeatable(random, shape);
    Operand b = repeatable(random, shape);
    BinaryFunction[] functions = BinaryFunction.values();
    BinaryFunction function = functions[random.nextInt(functions.length)];
    assertAgrees(random, new ElementwiseOp.Binary(function, a, b), 0);
    assertAgrees(random, new ElementwiseOp.Select(repeatable(random, shape), a, b), 0);
  }

  @Property(tries = 400)
  void moves(@ForAll long seed) {
    Random random = new Random(seed);
    Operand x = operand(random, shape(random, 1 + random.nextInt(4)));
    int rank = x.shape().rank();
    List<ShapeOp.Range> ranges = new ArrayList<>();
    List<ShapeOp.Margin> margins = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int size = x.shape().get(axis);
      int from = random.nextInt(size);
      int step = (1 + random.nextInt(3)) * (random.nextBoolean() ? 1 : -1);
      int most = 1 + (step > 0 ? size - 1 - from : from) / Math.abs(step);
      ranges.add(new ShapeOp.Range(from, 1 + random.nextInt(most), step));
      margins.add(new ShapeOp.Margin(random.nextInt(3), random.nextInt(3), random.nextInt(2)));
    }
    List<Integer> axes = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(axes, random);
    assertAgrees(random, new ShapeOp.Slice(x, ranges), 0);
    assertAgrees(random, new ShapeOp.Pad(x, margins, 1.5f), 0);
    assertAgrees(random, new ShapeOp.Permute(x, axes), 0);
    List<Integer> repeated = new ArrayList<>(x.shape().dimensions());
    for (int axis = 0; axis < rank; axis++) {
      if (repeated.get(axis) == 1) {
        repeated.set(axis, 1 + random.nextInt(20));
      }
    }
    repeated.addFirst(1 + random.nextInt(3));
    Operand expanded = new Operand(new Shape(repeated), x.batched() || random.nextBoolean());
    assertAgrees(random, new ShapeOp.Expand(x, expanded), 0);
    int axis = random.nextInt(rank);
    List<Integer> other = new ArrayList<>(x.shape().dimensions());
    other.set(axis, 1 + random.nextInt(9));
    assertAgrees(random, new ShapeOp.Concat(List.of(x, x.withShape(new Shape(other)), x), axis), 0);
  }

  @Property(tries = 400)
  void reduces(@ForAll long seed) {
    Random random = new Random(seed);
    Operand x = operand(random, shape(random, 1 + random.nextInt(4)));
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (random.nextBoolean()) {
        axes.add(axis);
      }
    }
    if (axes.isEmpty()) {
      axes.add(x.shape().rank() - 1);
    }
    for (Reduction reduction : Reduction.values()) {
      Op op = new ReduceOp.Axes(reduction, x, axes, random.nextBoolean());
      switch (reduction) {
        case MAX, MIN -> assertAgrees(random, op, 0);
        case SUM, MEAN -> assertSumsAgree(random, op);
      }
    }
    assertSumsAgree(random, new ReduceOp.Batch(x.shape()));
    int axis = axes.getFirst();
    boolean log = random.nextBoolean();
    assertAgrees(random, new SoftmaxOp.Forward(x, axis, log), Tolerances.OPERATOR);
    // A probability, of up to 1.5 here, times a difference of gradients of that size.
    assertAgrees(random, new SoftmaxOp.Gradient(x, axis, log), Tolerances.OPERATOR, _ -> 1);
  }

  @Property(tries = 300)
  void gathers(@ForAll long seed) {
    Random random = new Random(seed);
    Operand table = operand(random, shape(random, 1 + random.nextInt(3)));
    Operand indices = operand(random, shape(random, random.nextInt(4)));
    if (table.shape().elements() * indices.shape().elements() > 200_000) {
      return;
    }
    int axis = random.nextInt(table.shape().rank());
    assertAgrees(random, new GatherOp.Forward(table, indices, axis), 0);
    assertSumsAgree(random, new GatherOp.Gradient(table, indices, axis));
  }

  @Property(tries = 300)
  void multiplies(@ForAll long seed) {
    Random random = new Random(seed);
    int m = size(random);
    int k = size(random);
    int n = size(random);
    Shape stack = shape(random, random.nextInt(3));
    if (stack.elements() * m * n * k > 2_000_000) {
      stack = Shape.of();
    }
    boolean transposeA = random.nextBoolean();
    boolean transposeB = random.nextBoolean();
    Operand a = matrices(random, stack, transposeA ? k : m, transposeA ? m : k);
    Operand b = matrices(random, stack, transposeB ? n : k, transposeB ? k : n);
    assertSumsAgree(random, new MatMulOp(a, b, transposeA, transposeB));
  }

  private static Operand matrices(Random random, Shape stack, int rows, int columns) {
    List<Integer> sizes = new ArrayList<>(repeatable(random, stack).shape().dimensions());
    sizes.add(rows);
    sizes.add(columns);
    return operand(random, new Shape(sizes));
  }

  private static int size(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 1;
      case 1, 2 -> 1 + random.nextInt(6);
      case 3 -> 1 + random.nextInt(20);
      default -> 1 + random.nextInt(70);
    };
  }

  private static Shape shape(Random random, int rank) {
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(size(random));
    }
    return product(sizes) > 20_000 ? shape(random, rank) : new Shape(sizes);
  }

  private static int product(List<Integer> sizes) {
    return sizes.stream().reduce(1, (a, b) -> a * b);
  }

  private static Operand operand(Random random, Shape shape) {
    return new Operand(shape, random.nextBoolean());
  }

  /** A tensor that broadcasting repeats to the shape, or to a part of it. */
  private static Operand repeatable(Random random, Shape shape) {
    List<Integer> sizes = new ArrayList<>(shape.dimensions());
    for (int axis = 0; axis < sizes.size(); axis++) {
      if (random.nextInt(3) == 0) {
        sizes.set(axis, 1);
      }
    }
    int missing = random.nextInt(3) == 0 ? random.nextInt(sizes.size() + 1) : 0;
    return operand(random, new Shape(sizes.subList(missing, sizes.size())));
  }

  private static void assertAgrees(Random random, Op op, double tolerance) {
    assertAgrees(random, op, tolerance, _ -> 0);
  }

  /** Sums that cancel are measured by their terms: by what magnitudes add up to. */
  private static void assertSumsAgree(Random random, Op op) {
    assertAgrees(random, op, Tolerances.OPERATOR, RandomWalkTest::largest);
  }

  /** What the results are measured by at least is told by the reference's for magnitudes. */
  private static void assertAgrees(
      Random random, Op op, double tolerance, ToDoubleFunction<float[]> least) {
    int rows = 1 + random.nextInt(10);
    int capacity = rows + random.nextInt(2);
    List<float[]> inputs =
        op.signature().inputs().stream().map(tensor -> values(random, tensor, rows)).toList();
    float[] expected = run(REFERENCE, op, capacity, rows, inputs);
    float[] found = run(CPU, op, capacity, rows, inputs);
    if (tolerance == 0) {
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], "element " + i + " of " + op + ", rows " + rows);
      }
    } else {
      List<float[]> magnitudes = inputs.stream().map(RandomWalkTest::magnitudes).toList();
      double scale = least.applyAsDouble(run(REFERENCE, op, capacity, rows, magnitudes));
      double error = Tolerances.maxError(found, expected, scale);
      assertTrue(error <= tolerance, op + ", rows " + rows + ", is off by " + error);
    }
  }

  private static float[] magnitudes(float[] values) {
    float[] magnitudes = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      magnitudes[i] = Math.abs(values[i]);
    }
    return magnitudes;
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  private static float[] run(Backend on, Op op, int capacity, int rows, List<float[]> inputs) {
    return OpRunner.run(
            on,
            op,
            capacity,
            rows,
            new RunState(),
            OpRunner.inputs(op),
            inputs,
            OpRunner.outputs(op))
        .getFirst();
  }

  private static float[] values(Random random, Signature.Tensor tensor, int rows) {
    float[] values = new float[Math.toIntExact(tensor.spec().elements(rows))];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (tensor.domain()) {
            case INDEX -> random.nextInt(tensor.limit());
            case POSITIVE -> 0.1f + random.nextFloat();
            case REAL -> coarse(random);
          };
    }
    return values;
  }

  /** Above 0 on the whole; 0 and equal numbers appear. */
  private static float coarse(Random random) {
    return random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextFloat() * 2 - 0.5f;
  }
}
