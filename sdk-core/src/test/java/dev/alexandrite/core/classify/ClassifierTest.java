package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.classify.WhenBusy;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.TrainingResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
  private static final ClassifierOptions SCALAR =
      ClassifierOptions.defaults().backend("scalar").threads(1);

  @TempDir static Path temp;

  private static Path checkpoint;
  private static Predictions afterTraining;

  @BeforeAll
  static void train() {
    TrainingResult run =
        SmallRun.trainer().epochs(2).averageWeights(0.8).checkpoints(temp.resolve("run")).fit();
    checkpoint = run.checkpoint().orElseThrow();
    try (Classifier classifier = run.classifier()) {
      afterTraining = classifier.classify(SmallRun.image(1, 1));
    }
  }

  @Test
  void aLoadedClassifierAnswersLikeTheRunItself() {
    try (Classifier loaded = Classifier.load(checkpoint, SCALAR)) {
      assertEquals(afterTraining, loaded.classify(SmallRun.image(1, 1)));
      assertEquals(SmallRun.CLASSES, loaded.classNames());
    }
  }

  @Test
  void manyThreadsGiveTheBitsOfOne() throws Exception {
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR.maxConcurrent(3));
        ExecutorService threads = Executors.newFixedThreadPool(64)) {
      List<Image> images = IntStream.range(0, 16).mapToObj(i -> SmallRun.image(i, i % 3)).toList();
      List<Predictions> one = images.stream().map(classifier::classify).toList();
      assertNotEquals(one.get(0), one.get(1));
      List<Future<Predictions>> many = new ArrayList<>();
      for (int i = 0; i < 640; i++) {
        Image image = images.get(i % images.size());
        many.add(threads.submit(() -> classifier.classify(image)));
      }
      for (int i = 0; i < many.size(); i++) {
        assertEquals(one.get(i % one.size()), many.get(i).get(), "call " + i);
      }
    }
  }

  @Test
  void filesBytesStreamsAndPicturesAreTheSameImage() throws IOException {
    Image image = SmallRun.image(4, 2);
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        picture.setRGB(
            x, y, image.value(y, x, 0) << 16 | image.value(y, x, 1) << 8 | image.value(y, x, 2));
      }
    }
    Path file = temp.resolve("image.png");
    assertTrue(ImageIO.write(picture, "png", file.toFile()));
    byte[] bytes = Files.readAllBytes(file);
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      Predictions expected = classifier.classify(image);
      assertEquals(expected, classifier.classify(picture));
      assertEquals(expected, classifier.classify(file));
      assertEquals(expected, classifier.classify(bytes));
      assertEquals(expected, classifier.classify(new ByteArrayInputStream(bytes)));
      assertEquals(List.of(expected, expected), classifier.classifyAll(List.of(file, file)));
      assertEquals(List.of(), classifier.classifyAll(List.of()));
      assertThrows(DataException.class, () -> classifier.classify(temp.resolve("none.png")));
      assertThrows(DataException.class, () -> classifier.classify(new byte[] {1, 2, 3}));
    }
  }

  @Test
  void batchesOfAnySizeGiveTheSameBitsOnOneViewAndTen() {
    Dataset data = SmallRun.data(11);
    for (Views views : Views.values()) {
      List<EvaluationReport> reports = new ArrayList<>();
      for (int batch : new int[] {1, 4, 7, 16, 25}) {
        try (Classifier classifier = Classifier.load(checkpoint, SCALAR.batchSize(batch))) {
          reports.add(Evaluator.of(classifier).evaluate(data, views));
        }
      }
      assertEquals(11, reports.getFirst().count());
      reports.forEach(report -> assertEquals(reports.getFirst(), report));
    }
  }

  @Test
  void whenAllArenasAreInUseCallsAreRefusedOrWait() throws Exception {
    BlockingImages images = new BlockingImages();
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR.whenBusy(WhenBusy.REFUSE));
        ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<EvaluationReport> running =
          thread.submit(() -> classifier.evaluate(images, Views.CENTER, List.of()));
      images.asked.await();
      ClassifierBusyException refusal =
          assertThrows(
              ClassifierBusyException.class, () -> classifier.classify(SmallRun.image(0, 0)));
      assertTrue(refusal.getMessage().contains("all 1 arenas"), refusal.getMessage());
      images.goOn.countDown();
      assertEquals(3, running.get().count());
      classifier.classify(SmallRun.image(0, 0));
    }
  }

  @Test
  void closingWaitsForCallsInProgress() throws Exception {
    BlockingImages images = new BlockingImages();
    Classifier classifier = Classifier.load(checkpoint, SCALAR);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<EvaluationReport> running =
          threads.submit(() -> classifier.evaluate(images, Views.CENTER, List.of()));
      images.asked.await();
      Future<?> closing = threads.submit(classifier::close);
      assertFalse(closing.isDone());
      images.goOn.countDown();
      assertEquals(3, running.get().count());
      closing.get();
    }
    classifier.close();
    assertThrows(IllegalStateException.class, () -> classifier.classify(SmallRun.image(0, 0)));
  }

  /** Delivers images only when told to, to hold an arena in use. */
  private static final class BlockingImages extends ForwardingDataset {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    BlockingImages() {
      super(SmallRun.data(3));
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

  @Test
  void otherClassesAndUnknownBackendsAreRefused() {
    Dataset others =
        InMemoryDataset.of(
            List.of(SmallRun.image(0, 0), SmallRun.image(1, 1)),
            new int[] {0, 1},
            List.of("cat", "dog"));
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      Evaluator evaluator = Evaluator.of(classifier);
      String message =
          assertThrows(DataException.class, () -> evaluator.evaluate(others, Views.CENTER))
              .getMessage();
      assertTrue(message.contains("cat, dog") && message.contains("red, green, blue"), message);
    }
    ClassifierOptions unknown = SCALAR.backend("quantum");
    assertThrows(BackendException.class, () -> Classifier.load(checkpoint, unknown));
  }
}
