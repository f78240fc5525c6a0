package dev.alexandrite.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.ComputePool;
import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TrainerTest {
  private static Trainer trainer() {
    return Trainer.of(
        Network.builder(Shape.image(3, 8, 8))
            .conv2d("conv", Conv2d.of(2, 3))
            .flatten("flat")
            .linear("fc", Linear.of(2))
            .build());
  }

  private static void assertWrong(String expected, Executable call) {
    String message = assertThrows(TrainingException.class, call).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void anOptionThatIsSetTwiceIsRefusedByTheSecondCall() {
    assertWrong("epochs is set twice", () -> trainer().epochs(1).epochs(2));
    assertWrong("seed is set twice", () -> trainer().seed(1).seed(1));
    assertWrong(
        "layerLearningRate of fc from epoch 3 is set twice",
        () ->
            trainer()
                .layerLearningRate("fc", 1, 2)
                .layerLearningRate("fc", 3, 0)
                .layerLearningRate("fc", 3, 1));
    assertWrong("resume is set twice", () -> trainer().resume().resume());
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    Loss loss = Losses.squaredError();
    assertWrong("loss(...) cannot be combined", () -> trainer().labelSmoothing(0.1).loss(loss));
    assertWrong("loss(...) cannot be combined", () -> trainer().loss(loss).classWeights(1, 2));
    try (ComputePool pool = ComputePool.of(1)) {
      assertWrong(
          "computePool and threads are both set", () -> trainer().threads(2).computePool(pool));
      assertWrong(
          "threads and computePool are both set", () -> trainer().computePool(pool).threads(2));
    }
    assertWrong("nesterov(true) needs a momentum", () -> Sgd.paper(0.1).nesterov(true));
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheRange() {
    assertWrong("epochs must be at least 1, found 0", () -> trainer().epochs(0));
    assertWrong("batchSize must be at least 1, found -3", () -> trainer().batchSize(-3));
    assertWrong(
        "label smoothing must be at least 0 and below 1", () -> trainer().labelSmoothing(1));
    assertWrong("layerLearningRate: epoch must", () -> trainer().layerLearningRate("fc", -1, 0));
    assertWrong("layerLearningRate: factor must", () -> trainer().layerLearningRate("fc", 0, -1));
    assertWrong("clipNorm must be above 0", () -> trainer().clipNorm(0));
    assertWrong("class weight must be above 0", () -> trainer().classWeights(1, 0));
    for (double beyondFloats : new double[] {1e-300, 1e300}) {
      assertWrong("as training computes in float32", () -> trainer().classWeights(1, beyondFloats));
      assertWrong("as training computes in float32", () -> trainer().clipNorm(beyondFloats));
      assertWrong("as training computes in float32", () -> Sgd.paper(beyondFloats));
    }
    assertWrong(
        "layerLearningRate: factor must be at most 3.4E38",
        () -> trainer().layerLearningRate("fc", 0, 1e300));
    assertWrong("learning rate must be above 0", () -> Sgd.paper(Double.NaN));
    assertWrong("momentum must be at least 0 and below 1", () -> Sgd.paper(1).momentum(1));
    assertWrong("early stop: patience", () -> EarlyStop.of(0));
  }

  @Test
  void optionsThatNeedOthersSaySoBeforeAnythingRuns() {
    assertWrong("call data(...) before fit()", () -> trainer().fit());
    assertWrong("call data(...) before fit()", () -> trainer().fitAsync());
  }

  @Test
  void whatIsWatchedHasToBeMeasured() {
    EarlyStop rule = EarlyStop.of(3);
    Trainer losses =
        trainer().data(new NoImages()).earlyStop(rule.monitor(Monitor.validationLoss()));
    assertWrong("earlyStop watches validation loss, but there is no validation", losses::fit);
    Trainer metric =
        trainer()
            .data(new NoImages())
            .validation(new NoImages())
            .earlyStop(rule.monitor(Monitor.of(named())));
    assertWrong("earlyStop watches the metric same, which the run does not", metric::fit);
    Trainer plateau =
        trainer()
            .data(new NoImages())
            .schedule(Schedules.warmUp(9, Schedules.dividePlateauBy(10).monitor(Monitor.top5())));
    assertWrong("schedule watches top-5, but there is no validation", plateau::fit);
  }

  @Test
  void twoMetricsOfOneNameAreRefused() {
    assertWrong("two metrics are called same", () -> trainer().metric(named()).metric(named()));
  }

  private static Metric named() {
    return new Metric() {
      @Override
      public String name() {
        return "same";
      }

      @Override
      public Accumulator start() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void checkpointOptionsNeedAFolder() {
    TrainerOptions options = new TrainerOptions(modelOf());
    options.data = new NoImages();
    options.once("resume");
    assertWrong("resume needs a folder", options::launcher);
    options.checkpoints = Path.of("somewhere");
    assertEquals(true, options.launcher().config().checkpoints().resume());
  }

  private static Network modelOf() {
    return Network.builder(Shape.image(3, 8, 8)).flatten("f").linear("fc", Linear.of(2)).build();
  }

  private static final class NoImages implements Dataset {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }

    @Override
    public int label(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public Image image(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public String name(int index) {
      throw new IndexOutOfBoundsException(index);
    }
  }
}
