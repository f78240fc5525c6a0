package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Node;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer's output without the rest of the network is what it is within it. */
class FeaturesTest {
  private static final List<String> LAYERS =
      SmallRun.network().nodes().stream().map(Node::name).toList();

  @TempDir static Path temp;
  private static Classifier classifier;

  @BeforeAll
  static void train() {
    Path saved = temp.resolve("saved");
    try (TrainingResult run = SmallRun.trainer().epochs(1).fit()) {
      run.classifier().save(saved);
    }
    classifier =
        Classifier.load(
            saved,
            ClassifierOptions.defaults()
                .backend("scalar")
                .threads(1)
                .batchSize(3)
                .maxConcurrent(2));
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static List<Image> images(int count) {
    return IntStream.range(0, count).mapToObj(i -> SmallRun.image(i, i % 3)).toList();
  }

  private static float[] inspected(Image image, String layer) {
    return classifier.inspect(image, List.of(layer)).layer(layer).activation();
  }

  @Test
  void everyLayerIsThatOfTheWholeNetwork() {
    Image image = SmallRun.image(7, 1);
    for (String layer : LAYERS) { // more than are kept
      assertArrayEquals(inspected(image, layer), classifier.features(image, layer), layer);
    }
    assertArrayEquals(classifier.logits(image), classifier.features(image, "fc"));
  }

  @Test
  void manyAreWhatEachIsByItself() {
    List<Image> images = images(8); // in batches of 3, 3 and 2
    List<float[]> features = classifier.features(images, "pool1");
    assertEquals(8, features.size());
    for (int i = 0; i < 8; i++) {
      assertArrayEquals(inspected(images.get(i), "pool1"), features.get(i), "image " + i);
    }
    assertEquals(List.of(), classifier.features(List.of(), "pool1"));
  }

  @Test
  void threadsDoNotDisturbEachOther() throws ExecutionException, InterruptedException {
    List<Image> images = images(6);
    List<Future<Boolean>> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int i = 0; i < 60; i++) {
        Image image = images.get(i % 6);
        String layer = LAYERS.get(i % LAYERS.size());
        float[] expected = inspected(image, layer);
        done.add(threads.submit(() -> Arrays.equals(expected, classifier.features(image, layer))));
      }
      for (Future<Boolean> each : done) {
        assertTrue(each.get());
      }
    }
  }

  @Test
  void anUnknownLayerIsRefusedWithTheNearest() {
    InvalidModelException refusal =
        assertThrows(
            InvalidModelException.class, () -> classifier.features(SmallRun.image(1, 1), "pol1"));
    assertTrue(refusal.getMessage().contains("nearest is pool1"), refusal.getMessage());
  }

  @Test
  void aClosedClassifierHasNone() {
    Classifier closed =
        Classifier.load(temp.resolve("saved"), ClassifierOptions.defaults().backend("scalar"));
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.features(SmallRun.image(1, 1), "fc"));
  }
}
