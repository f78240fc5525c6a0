package dev.alexandrite.classify;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing or does not fit is said before an engine is looked for. */
class ClassifierBuilderTest {
  private static final Network NETWORK =
      Network.builder("net", Shape.image(3, 4, 4))
          .flatten("flat")
          .linear("fc", Linear.of(2))
          .build();
  private static final List<String> NAMES = List.of("cat", "dog");

  private static Model subtracting(Normalization normalization) {
    return new Recipe(
        NETWORK,
        InputPipeline.plain(NETWORK.input())
            .resize(new Resize.Squash(6, 8))
            .normalization(normalization));
  }

  private static ClassifierBuilder builder(Model model) {
    return Classifier.builder(model).weights(InMemoryWeights.of("mine")).classNames(NAMES);
  }

  private static void assertRefused(ClassifierBuilder builder, String expected) {
    String message = assertThrows(InvalidModelException.class, builder::build).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void weightsAndNamesAreNeeded() {
    assertRefused(
        Classifier.builder(NETWORK).classNames(NAMES), "no weights: call weights(source)");
    assertRefused(
        Classifier.builder(NETWORK).weights(InMemoryWeights.of("mine")),
        "2 outputs, but no class names were given");
    assertRefused(builder(NETWORK).classNames(List.of("cat")), "2 outputs, but 1 class names");
    assertRefused(builder(NETWORK).classNames(List.of("cat", "cat")), "two classes have one name");
  }

  @Test
  void meansAreNeededWhereTheyAreSubtracted() {
    Model image = subtracting(new Normalization.MeanImage(false));
    assertRefused(builder(image), "subtracts the mean image");
    assertRefused(builder(subtracting(new Normalization.MeanColor())), "subtracts the mean colour");
    assertRefused(
        builder(image).statistics(DataStatistics.none(4, 4)),
        "4×4 pixels, but the model's pipeline resizes images to 6×8");
  }

  /** There is none among the tests of the api. */
  @Test
  void whatFitsIsGivenToTheEngine() {
    for (ClassifierBuilder builder :
        List.of(
            builder(NETWORK),
            builder(subtracting(Normalization.imageNet())),
            builder(subtracting(new Normalization.MeanColor()))
                .statistics(DataStatistics.none(4, 4)),
            builder(subtracting(new Normalization.MeanImage(true)))
                .statistics(DataStatistics.none(6, 8)))) {
      assertThrows(BackendException.class, builder::build);
    }
  }
}
