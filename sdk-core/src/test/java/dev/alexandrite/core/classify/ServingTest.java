package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.classify.WhenBusy;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.Views;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a service asks of a classifier: warm-up, bounds of the wait, and batches of many callers.
 */
@Timeout(60)
class ServingTest {
  private static final ClassifierOptions SCALAR =
      ClassifierOptions.defaults().backend("scalar").threads(1);

  @TempDir static Path temp;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    checkpoint =
        SmallRun.trainer()
            .epochs(1)
            .checkpoints(temp.resolve("run"))
            .fit()
            .checkpoint()
            .orElseThrow();
  }

  /** Holds the classifier's only arena. */
  private static final class Holder implements AutoCloseable {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<List<Predictions>> call;

    static Holder of(Classifier classifier) throws InterruptedException {
      Holder holder = new Holder(classifier);
      holder.held.await();
      return holder;
    }

    private Holder(Classifier classifier) {
      call =
          CompletableFuture.supplyAsync(
              () ->
                  classifier.classifyImages(
                      () -> {
                        held.countDown();
                        await(release);
                        return List.<Image>of().iterator();
                      }));
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      release.countDown();
      call.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void gatheredCallsGiveTheBitsOfOneAlone(Views views) throws Exception {
    ClassifierOptions gathered =
        SCALAR.maxConcurrent(2).views(views).batchSize(7).microBatch(5, Duration.ofMillis(3));
    List<Image> images = IntStream.range(0, 16).mapToObj(i -> SmallRun.image(i, i % 3)).toList();
    List<Predictions> alone;
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR.views(views))) {
      alone = images.stream().map(classifier::classify).toList();
      assertNotEquals(alone.get(0), alone.get(1));
    }
    try (Classifier classifier = Classifier.load(checkpoint, gathered);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Predictions>> many = new ArrayList<>();
      List<Future<Predictions>> broken = new ArrayList<>();
      for (int i = 0; i < 320; i++) {
        Image image = images.get(i % images.size());
        many.add(threads.submit(() -> classifier.classify(image)));
        if (i % 20 == 0) {
          broken.add(threads.submit(() -> classifier.classify(new byte[] {1, 2, 3})));
        }
      }
      for (int i = 0; i < many.size(); i++) {
        assertEquals(alone.get(i % alone.size()), many.get(i).get(), "call " + i);
      }
      for (Future<Predictions> call : broken) {
        assertInstanceOf(
            DataException.class, assertThrows(ExecutionException.class, call::get).getCause());
      }
    }
  }

  @Test
  void aCallWithinACallIsNotGathered() {
    ClassifierOptions gathered = SCALAR.maxConcurrent(2).microBatch(2, Duration.ofSeconds(10));
    try (Classifier classifier = Classifier.load(checkpoint, gathered)) {
      Image image = SmallRun.image(3, 0);
      List<Predictions> inner = new ArrayList<>();
      classifier.classifyImages(
          () -> {
            inner.add(classifier.classify(image)); // which waits for nobody
            return List.of(image).iterator();
          });
      assertEquals(classifier.classifyImages(List.of(image)), inner);
    }
  }

  @Test
  void aCallWaitsForItsTimeAndNoLonger() throws Exception {
    ClassifierOptions impatient = SCALAR.timeout(Duration.ofMillis(40));
    try (Classifier classifier = Classifier.load(checkpoint, impatient)) {
      Image image = SmallRun.image(0, 0);
      Predictions expected = classifier.classify(image);
      try (Holder holder = Holder.of(classifier)) {
        assertFalse(holder.call.isDone());
        long begun = System.nanoTime();
        String refusal =
            assertThrows(ClassifierBusyException.class, () -> classifier.classify(image))
                .getMessage();
        assertTrue(System.nanoTime() - begun >= 40_000_000);
        assertTrue(refusal.contains("waited 40 ms, the timeout of the classifier"), refusal);
        assertTrue(refusal.contains("one of the classifier's 1 arenas"), refusal);
        assertThrows(ClassifierBusyException.class, () -> classifier.logits(image));
      }
      assertEquals(expected, classifier.classify(image));
    }
  }

  @Test
  void theQueueIsBounded() throws Exception {
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR.maxWaiting(3));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Image image = SmallRun.image(0, 0);
      Predictions expected = classifier.classify(image);
      List<Future<Predictions>> calls = new ArrayList<>();
      try (Holder holder = Holder.of(classifier)) {
        assertFalse(holder.call.isDone());
        for (int i = 0; i < 4; i++) {
          calls.add(threads.submit(() -> classifier.classify(image)));
        }
        while (calls.stream().noneMatch(Future::isDone)) { // the fourth, whichever that is
          Thread.onSpinWait();
        }
      }
      int refused = 0;
      for (Future<Predictions> call : calls) {
        try {
          assertEquals(expected, call.get());
        } catch (ExecutionException e) {
          assertInstanceOf(ClassifierBusyException.class, e.getCause());
          assertTrue(e.getCause().getMessage().startsWith("3 calls wait"), e.toString());
          refused++;
        }
      }
      assertEquals(1, refused);
    }
  }

  @ParameterizedTest
  @EnumSource
  void warmingUpChangesNothingAndGivesEveryPlaceBack(Views views) {
    ClassifierOptions options =
        SCALAR.views(views).maxConcurrent(3).batchSize(4).whenBusy(WhenBusy.REFUSE);
    Image image = SmallRun.image(5, 1);
    Predictions expected;
    try (Classifier cold = Classifier.load(checkpoint, options)) {
      expected = cold.classify(image);
    }
    Classifier classifier = Classifier.load(checkpoint, options);
    Duration last = classifier.warmUp();
    assertTrue(last.isPositive(), last.toString());
    assertTrue(classifier.warmUp(Duration.ofNanos(1)).isPositive(), "one round at least");
    assertEquals(expected, classifier.classify(image));
    assertThrows(IllegalArgumentException.class, () -> classifier.warmUp(Duration.ZERO));
    classifier.close(); // waits until all arenas are back
    assertThrows(IllegalStateException.class, classifier::warmUp);
  }

  /** Of many calls that fail in every way, none keeps an arena. */
  @Test
  void whateverFailsGivesItsArenaBack() throws Exception {
    ClassifierOptions options =
        SCALAR
            .maxConcurrent(2)
            .timeout(Duration.ofMillis(5))
            .maxWaiting(8)
            .microBatch(4, Duration.ofMillis(1));
    Classifier classifier = Classifier.load(checkpoint, options);
    Predictions expected = classifier.classify(SmallRun.image(1, 1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 300; i++) {
        int kind = i % 5;
        Future<?> call =
            threads.submit(
                () ->
                    switch (kind) {
                      case 0 -> classifier.classify(SmallRun.image(1, 1));
                      case 1 -> classifier.classify(new byte[0]);
                      case 2 ->
                          classifier.classifyImages(
                              () -> {
                                throw new DataException("no");
                              });
                      case 3 -> classifier.features(SmallRun.image(1, 1), "nothing");
                      default -> classifier.logits(SmallRun.image(1, 1));
                    });
        if (i % 7 == 0) {
          call.cancel(true);
        }
      }
    }
    for (int i = 0; i < 4; i++) {
      assertEquals(expected, classifier.classify(SmallRun.image(1, 1)));
    }
    classifier.close();
  }
}
