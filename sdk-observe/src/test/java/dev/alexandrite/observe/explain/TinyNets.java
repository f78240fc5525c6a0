package dev.alexandrite.observe.explain;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Classifiers without training. */
final class TinyNets {
  private TinyNets() {}

  /** A classifier of given weights. */
  static Classifier classifier(Model model, Function<ParameterSpec, float[]> weights) {
    Network network = model.network();
    InMemoryWeights source = InMemoryWeights.of("test");
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(spec -> source.add(spec.name(), spec.shape(), weights.apply(spec)));
    return Classifier.builder(model)
        .weights(source)
        .classNames(
            IntStream.range(0, network.classes()).mapToObj(index -> "class " + index).toList())
        .build();
  }

  /** A classifier of random weights, those of a convolution or linear layer by their fan-in. */
  static Classifier random(Model model, long seed) {
    Random random = new Random(seed);
    return classifier(
        model,
        spec -> {
          float[] values = new float[spec.shape().elements()];
          double deviation = spec.shape().rank() == 1 ? 0.1 : Math.sqrt(2.0 / spec.fanIn());
          double mean = spec.name().endsWith("_var") ? 1 : 0;
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
          }
          return values;
        });
  }

  /** An image of noise. */
  static Image noise(int height, int width, long seed) {
    byte[] pixels = new byte[3 * height * width];
    new Random(seed).nextBytes(pixels);
    return new Image(height, width, pixels);
  }
}
