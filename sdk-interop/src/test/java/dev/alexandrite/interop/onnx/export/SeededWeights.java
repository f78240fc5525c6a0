package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import java.util.SplittableRandom;

/**
 * Weights of which every one matters: those of layers keep the scale of what goes through, no shift
 * is 0, no scale and no running statistic is 0 or 1.
 */
final class SeededWeights {
  private SeededWeights() {}

  static InMemoryWeights of(Network network, long seed) {
    InMemoryWeights weights = InMemoryWeights.of("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    network.parameters().forEach(parameter -> add(weights, parameter, random));
    network.state().forEach(state -> add(weights, state, random));
    return weights;
  }

  private static void add(
      InMemoryWeights weights, ParameterSpec parameter, SplittableRandom random) {
    double bound = Math.sqrt(6.0 / parameter.fanIn());
    float[] values = new float[parameter.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      double uniform = 2 * random.nextDouble() - 1;
      values[i] =
          (float)
              switch (parameter.kind()) {
                case WEIGHT -> bound * uniform;
                case BIAS, SHIFT -> 0.3 * uniform;
                case SCALE -> 1 + 0.5 * uniform;
                case STATE ->
                    parameter.name().endsWith("running_var") ? 1 + 0.9 * uniform : uniform;
              };
    }
    weights.add(parameter.name(), parameter.shape(), values);
  }
}
