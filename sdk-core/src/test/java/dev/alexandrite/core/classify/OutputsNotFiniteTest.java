package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Recipe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights may be finite, and what a network makes of them not: that is no answer. */
class OutputsNotFiniteTest {
  private static Classifier classifier(float weight, float variance) {
    Network network = SmallRun.network();
    InMemoryWeights weights = InMemoryWeights.of("weights of a test");
    for (ParameterSpec tensor :
        Stream.concat(network.parameters().stream(), network.state().stream()).toList()) {
      float[] values = new float[tensor.shape().elements()];
      Arrays.fill(values, tensor.name().endsWith("running_var") ? variance : weight);
      weights.add(tensor.name(), tensor.shape(), values);
    }
    InputPipeline pipeline =
        InputPipeline.plain(network.input())
            .resize(new Resize.None(8, 8))
            .training(List.of(Augment.randomCrop(6)));
    return Classifier.builder(new Recipe(network, pipeline))
        .classNames(SmallRun.CLASSES)
        .weights(weights)
        .options(ClassifierOptions.defaults().backend("scalar"))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"0.1, -4", "1e38, 1"})
  void noClassIsBest(float weight, float variance) {
    try (Classifier classifier = classifier(weight, variance)) {
      var e =
          assertThrows(AlexandriteException.class, () -> classifier.classify(SmallRun.image(0, 0)));
      assertTrue(e.getMessage().contains("are not finite"), e.getMessage());
    }
  }

  @Test
  void finiteOnesAreAnswered() {
    try (Classifier classifier = classifier(0.1f, 1)) {
      assertEquals(3, classifier.classify(SmallRun.image(0, 0)).probabilities().length);
    }
  }
}
