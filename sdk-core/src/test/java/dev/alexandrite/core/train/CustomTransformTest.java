package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.AugmentRandom;
import dev.alexandrite.augment.Planes;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint holds the name of the application's transform; its code comes with the resume. */
class CustomTransformTest {
  @TempDir Path temp;

  private Trainer run(String folder, int epochs, String name) {
    Recipe recipe =
        new Recipe(
            SmallRun.network(),
            SmallRun.pipeline()
                .training(
                    List.of(
                        Augment.randomCrop(6), Augment.custom(name, CustomTransformTest::darken))));
    return Trainer.of(recipe)
        .data(SmallRun.data(22))
        .batchSize(4)
        .epochs(epochs)
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(temp.resolve(folder));
  }

  private static void darken(Planes image, AugmentRandom random) {
    float factor = random.nextFloat();
    for (int i = 0; i < image.values().length; i++) {
      image.values()[i] *= factor;
    }
  }

  @Test
  void aRunWithOneResumesAndEndsWithTheSameWeights() {
    TrainingResult whole = run("whole", 2, "darken").fit();
    run("parts", 1, "darken").fit().classifier().close();
    TrainingResult resumed = run("parts", 2, "darken").resume().fit();
    assertEquals(2, resumed.history().size());
    try (Classifier expected = whole.classifier();
        Classifier found = resumed.classifier();
        Classifier loaded =
            Classifier.load(
                resumed.checkpoint().orElseThrow(),
                ClassifierOptions.defaults().backend("scalar"))) {
      float[] probabilities = expected.classify(SmallRun.image(100, 0)).probabilities();
      assertArrayEquals(
          probabilities, found.classify(SmallRun.image(100, 0)).probabilities(), "resumed");
      assertArrayEquals(
          probabilities, loaded.classify(SmallRun.image(100, 0)).probabilities(), "loaded");
    }
  }

  @Test
  void aTransformOfAnotherNameIsRefusedWithBoth() {
    run("named", 1, "darken").fit().classifier().close();
    Trainer other = run("named", 2, "brighten").resume();
    String message = assertThrows(CheckpointException.class, other::fit).getMessage();
    assertTrue(message.contains("input pipeline was "), message);
    assertTrue(message.contains("name=darken"), message);
    assertTrue(message.contains("name=brighten"), message);
  }
}
