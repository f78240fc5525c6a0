package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.ComputePool;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training and classifying on pools that the application supplies. */
@Timeout(120)
final class ComputePoolRunTest {
  @TempDir static Path trained;
  private static String digest = "";

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    digest = TrainingFixture.digest(TrainingFixture.rarelySaved(trained, 1, 1, 0).fit());
  }

  @Test
  void trainingGivesTheSameBitsOnEveryPool() throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      assertSameBits("of", ComputePool.of(3));
      assertSameBits("one", ComputePool.of(1));
      assertSameBits("executor", ComputePool.over(threads, 4));
      assertSameBits("saturated", ComputePool.over(share -> {}, 3));
      assertSameBits("rejecting", ComputePool.over(ComputePoolRunTest::reject, 3));
    }
  }

  private void assertSameBits(String name, ComputePool pool) throws IOException {
    try (pool) {
      assertEquals(
          digest,
          TrainingFixture.digest(TrainingFixture.pooled(folder.resolve(name), pool).fit()),
          name);
      pool.requireOpen(); // although the run and its classifier are closed
    }
  }

  private static void reject(Runnable share) {
    throw new RejectedExecutionException(share.toString());
  }

  @Test
  void severalClassifiersShareAPool() throws Exception {
    List<Predictions> expected = classify(ClassifierOptions.defaults().threads(1));
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        ComputePool own = ComputePool.of(3);
        ComputePool supplied = ComputePool.over(threads, 3)) {
      assertFourAtOnce(expected, own);
      assertFourAtOnce(expected, supplied);
    }
  }

  private static void assertFourAtOnce(List<Predictions> expected, ComputePool pool)
      throws Exception {
    ClassifierOptions options = ClassifierOptions.defaults().computePool(pool);
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<List<Predictions>>> calls =
          callers.invokeAll(Collections.nCopies(4, () -> classify(options)));
      for (Future<List<Predictions>> call : calls) {
        List<Predictions> found = call.get();
        for (int i = 0; i < expected.size(); i++) {
          assertEquals(expected.get(i).top(10), found.get(i).top(10));
        }
      }
    }
  }

  private static List<Predictions> classify(ClassifierOptions options) {
    Dataset images = DrawnShapes.of(20, 32, 9);
    List<Predictions> predictions = new ArrayList<>();
    try (Classifier classifier = Classifier.load(checkpoint(), options.backend("cpu"))) {
      for (int i = 0; i < images.size(); i++) {
        predictions.add(classifier.classify(images.image(i)));
      }
    }
    return predictions;
  }

  private static Path checkpoint() {
    return Checkpoint.latest(trained).orElseThrow().path();
  }

  @Test
  void aPoolThatIsClosedBeforeUseIsRefused() {
    ComputePool pool = ComputePool.of(2);
    pool.close();
    assertClosed(
        assertThrows(
            IllegalStateException.class, () -> TrainingFixture.pooled(folder, pool).fit()));
    ClassifierOptions options = ClassifierOptions.defaults().computePool(pool);
    assertClosed(
        assertThrows(
            IllegalStateException.class,
            () -> Classifier.load(checkpoint(), options.backend("cpu"))));
  }

  @Test
  void aPoolThatIsClosedWhileInUseFailsTheNextStep() {
    ComputePool pool = ComputePool.of(2);
    TrainingListener closing =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            pool.close();
          }
        };
    assertClosed(
        assertThrows(
            RuntimeException.class,
            () -> TrainingFixture.pooled(folder, pool).listener(closing).fit()));

    ComputePool served = ComputePool.of(2);
    ClassifierOptions options = ClassifierOptions.defaults().computePool(served);
    try (Classifier classifier = Classifier.load(checkpoint(), options.backend("cpu"))) {
      served.close();
      assertClosed(
          assertThrows(
              RuntimeException.class,
              () -> classifier.classify(DrawnShapes.of(10, 32, 9).image(0))));
    }
  }

  private static void assertClosed(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("the compute pool is closed"), message);
  }
}
