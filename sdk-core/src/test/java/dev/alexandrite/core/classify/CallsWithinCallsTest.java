package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever waits for a classifier is answered, interrupted or refused, and never waits for itself.
 */
@Timeout(60)
class CallsWithinCallsTest {
  @TempDir Path folder;

  private Classifier classifier;

  @BeforeEach
  void load() {
    Path checkpoint =
        SmallRun.trainer().epochs(1).checkpoints(folder).fit().checkpoint().orElseThrow();
    classifier = Classifier.load(checkpoint, ClassifierOptions.defaults().backend("scalar"));
  }

  @AfterEach
  void close() {
    classifier.close();
  }

  private static Dataset images() {
    return InMemoryDataset.of(
        List.of(SmallRun.image(0, 0), SmallRun.image(1, 1)), new int[] {0, 1}, SmallRun.CLASSES);
  }

  @Test
  void aMetricThatCallsItsClassifierIsRefused() {
    Evaluator evaluator = Evaluator.of(classifier).metric(new Calling(classifier));
    var e =
        assertThrows(IllegalStateException.class, () -> evaluator.evaluate(images(), Views.CENTER));
    assertTrue(e.getMessage().contains("raise maxConcurrent"), e.getMessage());
  }

  @Test
  void aDataSetThatCallsItsClassifierIsRefused() {
    Dataset calling =
        new ForwardingDataset(images()) {
          @Override
          public Image image(int index) {
            classifier.classify(super.image(index));
            return super.image(index);
          }
        };
    var e = assertThrows(DataException.class, () -> classifier.evaluate(calling));
    assertInstanceOf(IllegalStateException.class, e.getCause());
  }

  @Test
  void aDataSetThatAsksItsClassifierForLabelsIsRefused() {
    AtomicBoolean asking = new AtomicBoolean();
    Dataset calling =
        new ForwardingDataset(images()) {
          @Override
          public int label(int index) {
            boolean onLoader = Thread.currentThread().getName().startsWith("alexandrite-data");
            if (onLoader) {
              asking.set(true);
              classifier.classify(super.image(index));
            }
            return super.label(index);
          }
        };
    var e = assertThrows(DataException.class, () -> classifier.evaluate(calling));
    assertInstanceOf(IllegalStateException.class, e.getCause());
    assertTrue(asking.get());
  }

  @Test
  void aClassifierIsNotClosedFromWithinItsOwnCall() {
    Iterable<Image> closing =
        () -> {
          classifier.close();
          return List.<Image>of().iterator();
        };
    var e = assertThrows(IllegalStateException.class, () -> classifier.classifyImages(closing));
    assertTrue(e.getMessage().contains("from within its own call"), e.getMessage());
    assertEquals(1, classifier.classifyImages(List.of(SmallRun.image(0, 0))).size());
  }

  @Test
  void whoWaitsForAnArenaHonoursInterrupts() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Iterable<Image> slow =
        () -> {
          held.countDown();
          await(release);
          return List.<Image>of().iterator();
        };
    CompletableFuture<List<Predictions>> holder =
        CompletableFuture.supplyAsync(() -> classifier.classifyImages(slow));
    held.await();
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    CompletableFuture<Throwable> waited = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    classifier.classify(SmallRun.image(0, 0));
                    waited.complete(new AssertionError("answered"));
                  } catch (RuntimeException e) {
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                    waited.complete(e);
                  }
                });
    waiter.interrupt();
    assertInstanceOf(ClassifierBusyException.class, waited.get());
    assertTrue(stillInterrupted.get());
    release.countDown();
    assertEquals(List.of(), holder.get());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void labelsOutOfRangeAndEmptyDataAreRefusedByName() {
    Dataset wrong =
        new ForwardingDataset(images()) {
          @Override
          public int label(int index) {
            return 99;
          }
        };
    String message =
        assertThrows(DataException.class, () -> classifier.evaluate(wrong)).getMessage();
    assertTrue(message.contains("has the label 99, expected 0 to 2"), message);
    Dataset empty =
        new ForwardingDataset(images()) {
          @Override
          public int size() {
            return 0;
          }
        };
    message = assertThrows(DataException.class, () -> classifier.evaluate(empty)).getMessage();
    assertTrue(message.contains("the evaluation data is empty"), message);
  }

  @Test
  void logitsAreThoseThatThePredictionIsOf() {
    Image image = SmallRun.image(1, 1);
    float[] logits = classifier.logits(image);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    float[] softmax = new float[logits.length];
    for (int i = 0; i < softmax.length; i++) {
      softmax[i] = (float) (Math.exp(logits[i]) / sum);
    }
    assertArrayEquals(classifier.classify(image).probabilities(), softmax, 1e-6F);
  }

  /** A measure that asks the classifier which is being measured. */
  private record Calling(Classifier classifier) implements Metric {
    @Override
    public String name() {
      return "calling";
    }

    @Override
    public Accumulator start() {
      return new Accumulator() {
        @Override
        public void add(float[] probabilities, int label) {
          classifier.logits(images().image(0));
        }

        @Override
        public double value() {
          return 0;
        }
      };
    }
  }
}
