package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.BackendException;
import dev.alexandrite.tensor.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What happens to a finished sum on its way to memory: the bias is added, ReLU applied. */
final class Epilogue {
  private Epilogue() {}

  /** Whether the activation is ReLU; the only other one that convolutions can fuse is none. */
  static boolean relu(Activation activation) {
    return switch (activation) {
      case NONE -> false;
      case RELU -> true;
      case TANH, SIGMOID, GELU, SILU ->
          throw new BackendException(
              "backend cpu fuses NONE and RELU, found "
                  + activation
                  + "; make it an operator of its own");
    };
  }

  static float finish(float sum, float bias, boolean relu) {
    float value = sum + bias;
    return relu ? Math.max(value, 0) : value;
  }

  /** Writes {@code valid} neighbouring results. */
  static void store(
      float[] sums, int s, float[] bias, int b, boolean relu, float[] to, int at, int valid) {
    int lane = 0;
    for (; lane + LANES <= valid; lane += LANES) {
      FloatVector value =
          FloatVector.fromArray(SPECIES, sums, s + lane)
              .add(FloatVector.fromArray(SPECIES, bias, b + lane));
      if (relu) {
        value = value.blend(0, value.compare(VectorOperators.LE, 0));
      }
      value.intoArray(to, at + lane);
    }
    for (; lane < valid; lane++) {
      to[at + lane] = finish(sums[s + lane], bias[b + lane], relu);
    }
  }
}
