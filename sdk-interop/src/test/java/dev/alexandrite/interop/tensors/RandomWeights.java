package dev.alexandrite.interop.tensors;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Weights for a network that nobody trained, the same in every run. */
public final class RandomWeights {
  private RandomWeights() {}

  /** Weights by the network's own names. */
  public static InMemoryWeights of(Network network) {
    return of(network, UnaryOperator.identity());
  }

  /** Weights by other names. */
  public static InMemoryWeights of(Network network, UnaryOperator<String> names) {
    SplittableRandom random = new SplittableRandom(17);
    InMemoryWeights weights = InMemoryWeights.of("random weights");
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(spec -> weights.add(names.apply(spec.name()), spec.shape(), values(spec, random)));
    return weights;
  }

  /** Small, and positive, since some are variances. */
  private static float[] values(ParameterSpec spec, SplittableRandom random) {
    float[] values = new float[spec.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.001f + 0.05f * (float) random.nextDouble();
    }
    return values;
  }
}
