package dev.alexandrite.cpu;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;

/** Runs single plans on host arrays, and compares. */
final class Plans {
  private Plans() {}

  /** A tensor's values and description; outputs start as NaN, so that a gap shows. */
  record Tensor(TensorSpec spec, float[] values) {
    static Tensor batched(Shape shape, float[] values) {
      return new Tensor(new TensorSpec("tensor", shape, true), values);
    }

    static Tensor whole(float[] values) {
      return new Tensor(new TensorSpec("tensor", Shape.of(values.length), false), values);
    }
  }

  static float[] numbers(int count, int seed) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      int bits = (i + 1) * 0x9E3779B1 ^ seed * 0x85EBCA6B;
      bits = (bits ^ bits >>> 15) * 0x2C1B3C6D;
      bits = (bits ^ bits >>> 12) * 0x297A2D39;
      numbers[i] = (bits ^ bits >>> 15) * 0x1p-31f;
    }
    return numbers;
  }

  static float[] unset(int count) {
    float[] values = new float[count];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  /** Uploads, runs once and downloads the outputs in place. */
  static void run(OpPlan plan, WorkerPool pool, int rows, Tensor[] inputs, Tensor... outputs) {
    Buffer[] in = upload(inputs, rows, pool);
    Buffer[] out = upload(outputs, rows, pool);
    float[] scratch = unset(Math.toIntExact(plan.workspaceElements()) + 3);
    RunState state = new RunState();
    state.rows = rows;
    float[] packed = unset(Math.toIntExact(plan.packedElements()) + 7);
    CpuBuffer parameters = new CpuBuffer(packed, 7, packed.length - 7);
    plan.pack(in, parameters);
    plan.run(in, out, parameters, new CpuBuffer(scratch, 3, scratch.length - 3), state);
    for (int i = 0; i < out.length; i++) {
      HostLayout.download(CpuBuffer.of(out[i]), outputs[i].spec(), rows, outputs[i].values(), pool);
    }
  }

  private static Buffer[] upload(Tensor[] tensors, int rows, WorkerPool pool) {
    Buffer[] buffers = new Buffer[tensors.length];
    for (int i = 0; i < buffers.length; i++) {
      // An offset, so that code that forgets it fails.
      float[] array = new float[tensors[i].values().length + 5];
      CpuBuffer buffer = new CpuBuffer(array, 5, tensors[i].values().length);
      HostLayout.upload(tensors[i].values(), tensors[i].spec(), rows, buffer, pool);
      buffers[i] = buffer;
    }
    return buffers;
  }

  /** The largest difference over the largest magnitude; NaN if a value is NaN. */
  static double error(double[] expected, float[] found) {
    double difference = 0;
    double magnitude = 1e-30;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(expected[i] - found[i]));
      magnitude = Math.max(magnitude, Math.abs(expected[i]));
    }
    return difference / magnitude;
  }
}
