package dev.alexandrite.observe.micrometer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.WhenBusy;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.observe.SmallRun;
import dev.alexandrite.train.TrainingResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersTest {
  @TempDir Path folder;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private double counter(String name) {
    return registry.get(name).counter().count();
  }

  private long calls(String call, String outcome) {
    return registry
        .get("alexandrite.classifier.calls")
        .tags("call", call, "outcome", outcome)
        .timer()
        .count();
  }

  @Test
  void trainingIsMetered() {
    TrainingMeters meters = TrainingMeters.of(registry, Tag.of("run", "one"));
    assertTrue(Double.isNaN(gauge("alexandrite.training.loss")));
    try (TrainingResult result = SmallRun.trainer().listener(meters).fit()) {
      var last = result.history().getLast();
      assertEquals(last.trainLoss(), gauge("alexandrite.training.epoch.loss"));
      assertEquals(last.validation().orElseThrow().top1(), gauge("alexandrite.training.top1"));
      assertEquals(last.learningRate(), gauge("alexandrite.training.learning.rate"));
    }
    assertEquals(0, gauge("alexandrite.training.running"));
    assertEquals(2, gauge("alexandrite.training.epoch"));
    assertEquals(180, counter("alexandrite.training.images"));
    assertEquals(3, counter("alexandrite.training.epochs"));
    assertEquals(0, counter("alexandrite.training.failures"));
    // The first step of an epoch has no step before it.
    var steps = registry.get("alexandrite.training.step").tag("run", "one").timer();
    assertEquals(15, steps.count());
    assertTrue(steps.totalTime(TimeUnit.NANOSECONDS) > 0);
  }

  @Test
  void failuresAreCounted() {
    TrainingMeters meters = TrainingMeters.of(registry);
    meters.onFailure(new IllegalStateException());
    assertEquals(1, counter("alexandrite.training.failures"));
  }

  @Test
  void aClassifierDoesTheSameAndIsMetered() {
    Dataset shapes = DrawnShapes.of(10, 32, 1);
    Classifier plain = classifier(ClassifierOptions.defaults());
    try (Classifier metered = ClassifierMeters.of(plain, registry)) {
      Image image = shapes.image(0);
      assertArrayEquals(
          plain.classify(image).probabilities(), metered.classify(image).probabilities());
      assertArrayEquals(plain.logits(image), metered.logits(image));
      assertEquals(3, metered.classifyImages(List.of(image, image, image)).size());
      assertEquals(plain.evaluate(shapes).loss(), metered.evaluate(shapes).loss());
      assertThrows(DataException.class, () -> metered.classify(new byte[] {1, 2, 3}));
    }
    assertEquals(1, calls("classify", "success"));
    assertEquals(1, calls("classify", "error"));
    assertEquals(1, calls("classifyAll", "success"));
    assertEquals(1, calls("logits", "success"));
    assertEquals(1, calls("evaluate", "success"));
    assertEquals(5, counter("alexandrite.classifier.images"));
    assertEquals(0, gauge("alexandrite.classifier.in.flight"));
    assertEquals(
        1,
        registry
            .get("alexandrite.classifier.calls")
            .tag("exception", "DataException")
            .timer()
            .count());
    // Closing the one has closed the other.
    assertThrows(RuntimeException.class, () -> plain.logits(shapes.image(0)));
  }

  /** One place, which is taken by a call that waits for its images. */
  @Test
  void refusalsAndCallsInProgressAreSeen() throws Exception {
    Blocking images = new Blocking();
    ClassifierOptions one = ClassifierOptions.defaults().maxConcurrent(1).whenBusy(WhenBusy.REFUSE);
    try (Classifier metered = ClassifierMeters.of(classifier(one), registry);
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<EvaluationReport> running = thread.submit(() -> metered.evaluate(images));
      images.asked.await();
      assertEquals(1, gauge("alexandrite.classifier.in.flight"));
      assertThrows(ClassifierBusyException.class, () -> metered.logits(images.first()));
      images.goOn.countDown();
      assertEquals(10, running.get().count());
    }
    assertEquals(0, gauge("alexandrite.classifier.in.flight"));
    assertEquals(1, calls("evaluate", "success"));
    assertEquals(1, calls("logits", "busy"));
  }

  private static final class Blocking extends ForwardingDataset {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    Blocking() {
      super(DrawnShapes.of(10, 32, 1));
    }

    Image first() {
      return super.image(0);
    }

    @Override
    public Image image(int index) {
      asked.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return super.image(index);
    }
  }

  private Classifier classifier(ClassifierOptions options) {
    Path checkpoints = folder.resolve("checkpoints");
    SmallRun.trainer(1).checkpoints(checkpoints).fit().close();
    return Classifier.load(Checkpoint.latest(checkpoints).orElseThrow().path(), options);
  }
}
