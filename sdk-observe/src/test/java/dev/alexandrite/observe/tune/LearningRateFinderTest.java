package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DivergedException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.observe.SmallRun;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The range test finds what a run at one rate then does. */
class LearningRateFinderTest {
  /** Half the squared distance of the first logit from 1. */
  private static final Loss PARABOLA =
      (logits, labels, rows, classes, losses, gradient) -> {
        Arrays.fill(gradient, 0);
        for (int row = 0; row < rows; row++) {
          float distance = logits[row * classes] - 1;
          losses[row] = 0.5f * distance * distance;
          gradient[row * classes] = distance / rows;
        }
      };

  /**
   * A linear layer on one image is a parabola of curvature c: the distance from its bottom is
   * multiplied by 1 - rate · c at every step, and diverges from rate = 2 / c on.
   */
  @Test
  void aParabolaDivergesWhereItHasTo() {
    byte[] pixels = new byte[3 * 4 * 4];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 5);
    }
    Image image = new Image(4, 4, pixels);
    Network network =
        Network.builder("line", Shape.image(3, 4, 4))
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build();
    Trainer trainer =
        Trainer.of(network)
            .data(InMemoryDataset.of(List.of(image), new int[] {0}, List.of("a", "b")))
            .batchSize(1)
            .optimizer(Sgd.paper(1))
            .loss(PARABOLA)
            .threads(1);
    LearningRateFinder finder =
        LearningRateFinder.of(trainer).range(1e-6, 100).steps(100).smoothing(0);

    List<LearningRateCurve.Point> points = finder.find().points();

    LearningRateCurve.Point first = points.get(0);
    double shrunk = Math.sqrt(points.get(20).loss() / first.loss());
    double curvature = curvature(points, shrunk);
    double distance = Math.sqrt(2 * first.loss());
    double lowest = Double.POSITIVE_INFINITY;
    int diverges = 0;
    for (int i = 0; i < 100; i++) {
      double loss = 0.5 * distance * distance;
      if (i < points.size() && loss > 1e-6 * first.loss()) {
        assertEquals(loss, points.get(i).loss(), 0.02 * loss, "step " + i);
      }
      lowest = Math.min(lowest, loss);
      if (diverges == 0 && loss > 4 * lowest) {
        diverges = i;
      }
      distance *= 1 - finderRate(i) * curvature;
    }
    assertTrue(diverges > 20, "step " + diverges);
    assertEquals(diverges, points.size() - 1, 1);
    assertTrue(points.getLast().learningRate() > 2 / curvature);
    assertTrue(points.get(points.size() - 4).learningRate() < 10 / curvature);
  }

  private static double finderRate(int step) {
    return 1e-6 * Math.pow(1e8, step / 99.0);
  }

  /** The one for which the first twenty steps shrink the distance as they did. */
  private static double curvature(List<LearningRateCurve.Point> points, double shrunk) {
    double low = 0;
    double high = 1 / points.get(20).learningRate();
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double product = 1;
      for (int step = 0; step < 20; step++) {
        product *= 1 - points.get(step).learningRate() * middle;
      }
      if (product > shrunk) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  @Test
  void whatItSuggestsLearnsAndWhereItEndedDoesNot() {
    LearningRateCurve curve =
        LearningRateFinder.of(SmallNet.trainer(SmallNet.linear(), 0.01)).find();

    assertTrue(curve.diverged(), curve.toString());
    double steepest = curve.steepest().orElseThrow();
    double tenth = curve.minimumTenth().orElseThrow();
    assertTrue(steepest > 1e-4 && steepest < 1, curve.toString());
    assertTrue(tenth > 1e-4 && tenth < 1, curve.toString());
    double before = curve.points().getFirst().loss();
    assertTrue(finalLoss(tenth) < before, "from " + before + " to " + finalLoss(tenth));
    double last = curve.points().getLast().learningRate();
    assertTrue(last > 5 * tenth);
    try {
      assertTrue(finalLoss(last) > 2 * before, "rate " + last);
    } catch (DivergedException e) {
      assertTrue(e.getMessage().contains("learning rate"), e.getMessage());
    }
  }

  private static double finalLoss(double rate) {
    try (TrainingResult result = SmallNet.trainer(SmallNet.linear(), rate).fit()) {
      return result.history().getLast().trainLoss();
    }
  }

  @Test
  void theSameSeedGivesTheSameCurve() {
    LearningRateFinder finder = LearningRateFinder.of(SmallNet.trainer(0.01)).steps(40);

    LearningRateCurve curve = finder.find();

    assertEquals(curve, finder.find());
    assertEquals(curve, LearningRateFinder.of(SmallNet.trainer(0.5)).steps(40).find());
    for (int i = 0; i < curve.points().size(); i++) {
      double rate = 1e-7 * Math.pow(1e8, i / 39.0);
      assertEquals(rate, curve.points().get(i).learningRate(), 1e-9 * rate);
    }
  }

  @Test
  void theRunAfterwardsIsTheRunWithout(@TempDir Path folder) throws IOException {
    List<Long> told = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            told.add(report.step());
          }
        };
    Path kept = folder.resolve("kept");
    SmallNet.trainer(0.01).checkpoints(kept).fit().close();
    Map<String, FileTime> files = files(folder);
    Trainer trainer = SmallNet.trainer(0.01).listener(listener);
    Trainer resumed = SmallNet.trainer(0.01).checkpoints(kept).resume();

    LearningRateFinder.of(trainer).steps(20).find();
    LearningRateCurve ofResumed = LearningRateFinder.of(resumed).steps(20).find();

    assertEquals(20, ofResumed.points().size());
    assertEquals(files, files(folder));
    assertEquals(List.of(), told);
    assertArrayEquals(weights(SmallNet.trainer(0.01)), weights(trainer));
    assertEquals(10, told.size());
  }

  private static byte[] weights(Trainer trainer) throws IOException {
    Path saved = Files.createTempDirectory("weights");
    try (TrainingResult result = trainer.fit()) {
      result.classifier().save(saved.resolve("c"));
    }
    try (Stream<Path> files = Files.walk(saved)) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith("safetensors")).findFirst().orElseThrow());
    }
  }

  private static Map<String, FileTime> files(Path folder) throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        files.put(file + " " + Files.size(file), Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  @Test
  void aLossBeyondAllNumbersIsAFinding() {
    LearningRateCurve curve =
        LearningRateFinder.of(SmallNet.trainer(SmallNet.linear(), 0.01))
            .range(1e36, 1e38)
            .steps(10)
            .divergence(Double.POSITIVE_INFINITY)
            .find();

    assertTrue(curve.diverged());
    assertTrue(curve.points().size() < 10);
    assertTrue(curve.points().stream().allMatch(point -> Double.isFinite(point.smoothed())));
    assertTrue(curve.toString().contains("diverged"), curve.toString());
  }

  @Test
  void anInterruptionIsNoResult() {
    Thread.currentThread().interrupt();
    LearningRateFinder finder = LearningRateFinder.of(SmallNet.trainer(0.01));
    TrainingException e = assertThrows(TrainingException.class, finder::find);
    assertTrue(Thread.interrupted());
    assertTrue(e.getMessage().contains("interrupted after 0 of 300"), e.getMessage());
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    LearningRateFinder finder = LearningRateFinder.of(SmallNet.trainer(0.01));
    assertSays("range must be rising, found 1.0 to 0.1", () -> finder.range(1, 0.1));
    assertSays("above 0", () -> finder.range(-1, 0.1));
    assertSays("above 0", () -> finder.range(0, Double.NaN));
    assertSays("steps must be at least 10, found 9", () -> finder.steps(9));
    assertSays("smoothing", () -> finder.smoothing(1));
    assertSays("divergence must be above 1", () -> finder.divergence(1));
    assertSays("data(...)", () -> LearningRateFinder.of(Trainer.of(SmallRun.network())));
  }

  private static void assertSays(String part, Runnable call) {
    String message = assertThrows(TrainingException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void theListenerThatIsGivenIsTold() {
    List<Long> told = new ArrayList<>();
    LearningRateFinder.of(SmallNet.trainer(0.01))
        .steps(10)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                told.add(report.step());
              }
            })
        .find();
    assertEquals(10, told.size());
    assertFalse(told.contains(11L));
  }
}
