package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Order;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.Sgd;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A checkpoint of format 1, written once and kept: it must load for ever and answer as it did on
 * the day it was written.
 */
class GoldenCheckpointTest {
  private static Path golden() throws URISyntaxException {
    URL manifest =
        GoldenCheckpointTest.class.getResource("/golden/format-1/step-00000012/manifest.json");
    URI folder = manifest.toURI().resolve(".");
    return Path.of(folder);
  }

  @Test
  void itsDescriptionIsRead() throws URISyntaxException {
    Checkpoint checkpoint = Checkpoint.open(golden());
    assertEquals(1, checkpoint.formatVersion());
    assertEquals(2, checkpoint.epoch());
    assertEquals(12, checkpoint.step());
    assertEquals(SmallRun.CLASSES, checkpoint.classNames());
    assertEquals(42, checkpoint.provenance().seed());
    Manifest manifest = new CheckpointReader(golden()).manifest();
    assertEquals(NetworkForm.of(SmallRun.network()), manifest.network());
    assertEquals(SmallRun.model().pipeline(), manifest.pipeline());
    assertEquals(Sgd.paper(0.02).momentum(0.9).weightDecay(5e-4), manifest.settings().optimizer());
    assertEquals(Order.SHUFFLED, manifest.settings().order());
    assertEquals(
        new ServedManifest(manifest.network(), manifest.pipeline(), manifest.classNames()),
        new CheckpointReader(golden()).served());
  }

  @Test
  void itAnswersAsItDid() throws URISyntaxException {
    ClassifierOptions options = ClassifierOptions.defaults().withBackend("scalar");
    try (Classifier classifier = Classifier.load(golden(), options)) {
      assertArrayEquals(
          new float[] {0.43520734f, 0.17899321f, 0.38579944f},
          classifier.classify(SmallRun.image(100, 0)).probabilities(),
          CoreTolerances.PROBABILITY);
    }
    try (Classifier classifier = Classifier.load(golden(), options.withViews(Views.TEN))) {
      assertArrayEquals(
          new float[] {0.3831549f, 0.11276694f, 0.50407815f},
          classifier.classify(SmallRun.image(101, 2)).probabilities(),
          CoreTolerances.PROBABILITY);
    }
  }
}
