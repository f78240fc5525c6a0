package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a plan on row-major tensors with 1, 2 and 3 threads, and demands the same bits from all.
 * Tensors lie in one array, as in a program's arena; what a plan does not write stays NaN.
 */
final class PlanHarness {
  private static final int GAP = 3; // so that no tensor is aligned to a vector

  private PlanHarness() {}

  interface Planner {
    OpPlan plan(WorkerPool pool);
  }

  /** Row-major values; {@code rows} examples if batched. */
  record Tensor(Shape shape, boolean batched, float[] values) {}

  /** A batched tensor of random values from low to high. */
  static Tensor batch(int seed, Shape shape, int rows, double low, double high) {
    return new Tensor(shape, true, uniform(seed, shape.elements() * rows, low, high));
  }

  static Tensor whole(int seed, Shape shape, double low, double high) {
    return new Tensor(shape, false, uniform(seed, shape.elements(), low, high));
  }

  static Tensor emptyBatch(Shape shape, int rows) {
    return new Tensor(shape, true, filled(shape.elements() * rows));
  }

  static Tensor emptyWhole(Shape shape) {
    return new Tensor(shape, false, filled(shape.elements()));
  }

  static float[] uniform(int seed, int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long word =
          Integer.toUnsignedLong(RandomStream.word(seed, RandomStream.Purpose.DRAW, 0, 0, 0, i));
      values[i] = (float) (low + (high - low) * word * 0x1p-32);
    }
    return values;
  }

  static RunState rows(int rows) {
    RunState state = new RunState();
    state.rows = rows;
    return state;
  }

  /** The outputs, row-major. A tensor that is input and output too is updated in place. */
  static List<float[]> run(
      Planner planner, RunState state, List<Tensor> inputs, List<Tensor> outputs) {
    List<float[]> expected = runOn(1, planner, state, inputs, outputs);
    for (int threads = 2; threads <= 3; threads++) {
      List<float[]> found = runOn(threads, planner, state, inputs, outputs);
      for (int i = 0; i < expected.size(); i++) {
        assertArrayEquals(
            bits(expected.get(i)), bits(found.get(i)), "output " + i + ", threads " + threads);
      }
    }
    return expected;
  }

  private static List<float[]> runOn(
      int threads, Planner planner, RunState state, List<Tensor> inputs, List<Tensor> outputs) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      OpPlan plan = planner.plan(pool);
      Map<Tensor, CpuBuffer> buffers = place(inputs, outputs);
      int scratch = Math.toIntExact(plan.workspaceElements());
      CpuBuffer workspace = new CpuBuffer(filled(scratch + GAP), GAP, scratch);
      Buffer[] in = inputs.stream().map(buffers::get).toArray(Buffer[]::new);
      Buffer[] out = outputs.stream().map(buffers::get).toArray(Buffer[]::new);
      int parameters = Math.toIntExact(plan.packedElements());
      CpuBuffer packed = new CpuBuffer(filled(parameters + GAP), GAP, parameters);
      plan.pack(in, packed);
      plan.run(in, out, packed, workspace, state);
      return outputs.stream().map(tensor -> read(tensor, buffers.get(tensor))).toList();
    }
  }

  private static Map<Tensor, CpuBuffer> place(List<Tensor> inputs, List<Tensor> outputs) {
    Map<Tensor, Integer> offsets = new IdentityHashMap<>();
    int end = GAP;
    for (List<Tensor> tensors : List.of(inputs, outputs)) {
      for (Tensor tensor : tensors) {
        if (offsets.putIfAbsent(tensor, end) == null) {
          end += tensor.values().length + GAP;
        }
      }
    }
    float[] arena = filled(end);
    Map<Tensor, CpuBuffer> buffers = new IdentityHashMap<>();
    offsets.forEach(
        (tensor, offset) -> {
          CpuBuffer buffer = new CpuBuffer(arena, offset, tensor.values().length);
          buffers.put(tensor, buffer);
          for (int i = 0; i < tensor.values().length; i++) {
            arena[offset + memoryIndex(tensor, i)] = tensor.values()[i];
          }
        });
    return buffers;
  }

  private static float[] read(Tensor tensor, CpuBuffer buffer) {
    float[] values = new float[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.array()[buffer.offset() + memoryIndex(tensor, i)];
    }
    return values;
  }

  /** Where the row-major element i lies: batched maps have their channels last. */
  private static int memoryIndex(Tensor tensor, int i) {
    Shape shape = tensor.shape();
    if (!tensor.batched() || shape.rank() != 3) {
      return i;
    }
    int positions = shape.height() * shape.width();
    int row = i / shape.elements();
    int channel = i % shape.elements() / positions;
    int position = i % positions;
    return row * shape.elements() + position * shape.channels() + channel;
  }

  static void assertClose(double[] expected, float[] found, double tolerance, String what) {
    assertEquals(expected.length, found.length, what);
    for (int i = 0; i < expected.length; i++) {
      double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], found[i], allowed, what + ", element " + i);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  private static float[] filled(int count) {
    float[] values = new float[count];
    Arrays.fill(values, Float.NaN);
    return values;
  }
}
