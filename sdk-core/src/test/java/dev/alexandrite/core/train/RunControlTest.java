package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.StopTraining;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners hear of a run's end, and what they may ask of it before. */
class RunControlTest {
  private static final Image IMAGE = SmallRun.image(60, 2);
  private static final List<String> LAYERS = List.of("conv1", "norm1", "fc");

  @TempDir Path temp;

  /** Keeps what it hears; a subclass does something at a step. */
  private static class Onlooker implements TrainingListener {
    final List<Path> checkpoints = new ArrayList<>();
    final List<EndReport> ends = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    @Nullable RunControl run;

    RunControl run() {
      assertNotNull(run);
      return run;
    }

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
    }

    @Override
    public void onCheckpoint(Path checkpoint) {
      checkpoints.add(checkpoint.getFileName());
    }

    @Override
    public void onEnd(EndReport report) {
      ends.add(report);
    }

    @Override
    public void onFailure(Throwable failure) {
      failures.add(failure);
    }
  }

  private static Onlooker at(int step, Action action) {
    return new Onlooker() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          action.run(run());
        }
      }
    };
  }

  private interface Action {
    void run(RunControl control);
  }

  private static Trainer run(Path folder) {
    return SmallRun.trainer().epochs(3).checkpoints(folder);
  }

  @Test
  void aListenerStopsARunThatGoesOnExactly() throws IOException {
    Path whole = temp.resolve("whole");
    Onlooker quiet = new Onlooker();
    run(whole).listener(quiet).fit().classifier().close();
    assertEquals(StopReason.COMPLETED, quiet.ends.getFirst().reason());

    Path parts = temp.resolve("parts");
    Onlooker stopper = at(8, RunControl::stop);
    TrainingResult stopped = run(parts).listener(stopper).fit();
    stopped.classifier().close();
    assertEquals(StopReason.STOPPED, stopped.reason());
    EndReport end = stopper.ends.getFirst();
    assertEquals(
        new EndReport(
            StopReason.STOPPED,
            8,
            stopped.history(),
            stopped.best(),
            stopped.checkpoint(),
            stopped.bestCheckpoint(),
            OptionalInt.empty(),
            stopped.unsaved()),
        end);
    assertEquals(parts.resolve("step-00000008"), end.checkpoint().orElseThrow());
    assertEquals(1, stopper.ends.size());
    assertTrue(stopper.failures.isEmpty());

    TrainingResult resumed = run(parts).resume().fit();
    resumed.classifier().close();
    assertEquals(StopReason.COMPLETED, resumed.reason());
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      Path last = Path.of("step-00000018", file);
      assertArrayEquals(
          Files.readAllBytes(whole.resolve(last)), Files.readAllBytes(parts.resolve(last)), file);
    }
  }

  @Test
  void aRunThatIsStoppedBeforeItsFirstStepTrainsNothing() {
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public void onStart(RunControl run, MemoryReport memory) {
            run.stop();
          }
        };
    TrainingResult result = run(temp.resolve("none")).listener(stopper).fit();
    result.classifier().close();
    assertEquals(StopReason.STOPPED, result.reason());
    assertTrue(result.history().isEmpty());
    assertTrue(result.checkpoint().isEmpty());
  }

  @Test
  void aListenerThatThrowsStopTrainingEndsTheRunAsPlannedAndTheOthersAreTold() {
    Onlooker throwing =
        at(
            8,
            run -> {
              throw new StopTraining("it is good enough");
            });
    Onlooker other = new Onlooker();
    Path folder = temp.resolve("thrown");
    TrainingResult result = run(folder).listener(throwing).listener(other).fit();
    result.classifier().close();
    assertEquals(StopReason.STOPPED, result.reason());
    assertEquals(folder.resolve("step-00000008"), result.checkpoint().orElseThrow());
    assertEquals(8, other.ends.getFirst().step());
    assertTrue(throwing.failures.isEmpty() && other.failures.isEmpty());
  }

  @Test
  void aListenerAsksForACheckpoint() {
    Onlooker asking = at(4, RunControl::checkpoint);
    run(temp.resolve("asked")).keepCheckpoints(9).listener(asking).fit().classifier().close();
    assertEquals(
        List.of("step-00000004", "step-00000006", "step-00000012", "step-00000018"),
        asking.checkpoints.stream().map(Path::toString).toList());
    Trainer without = SmallRun.trainer().epochs(1).listener(at(4, RunControl::checkpoint));
    String refusal = assertThrows(TrainingException.class, without::fit).getMessage();
    assertTrue(refusal.contains("call checkpoints(dir)"), refusal);
  }

  @Test
  void parametersAreThoseOfTheCheckpoint() {
    List<String> names = List.of("conv1.weight", "fc.bias", "norm1.running_mean");
    Map<String, float[]> seen = new HashMap<>();
    Onlooker looking = at(18, run -> names.forEach(name -> seen.put(name, run.parameter(name))));
    Path folder = temp.resolve("parameters");
    run(folder).listener(looking).fit().classifier().close();
    Map<String, float[]> saved = new HashMap<>();
    new CheckpointReader(folder.resolve("step-00000018"))
        .weights((name, shape, values) -> saved.put(name, values.toArray(shape.elements())));
    for (String name : names) {
      assertArrayEquals(saved.get(name), seen.get(name), name);
    }
    Trainer unknown = SmallRun.trainer().listener(at(1, run -> run.parameter("momentum/fc.bias")));
    String refusal = assertThrows(TrainingException.class, unknown::fit).getMessage();
    assertTrue(refusal.contains("no parameter momentum/fc.bias; it has [conv1.bias,"), refusal);
  }

  @Test
  void theNetworkIsSeenAsTheClassifierWillBe() {
    assertSeenAsAfterwards(trainer -> trainer);
    assertSeenAsAfterwards(trainer -> trainer.averageWeights(0.7));
    assertSeenAsAfterwards(trainer -> trainer.validation(SmallRun.data(5)).averageWeights(0.7));
  }

  private static void assertSeenAsAfterwards(UnaryOperator<Trainer> options) {
    List<Inspection> seen = new ArrayList<>();
    TrainingListener looking =
        new Onlooker() {
          @Override
          public void onEpoch(EpochReport report) {
            seen.add(run().inspector().inspect(IMAGE, LAYERS, 2));
          }
        };
    TrainingResult result = options.apply(SmallRun.trainer().epochs(2).listener(looking)).fit();
    assertEquals(2, seen.size());
    assertFalse(Arrays.equals(seen.get(0).output(), seen.get(1).output()));
    try (Classifier classifier = result.classifier()) {
      Inspection after = classifier.inspect(IMAGE, LAYERS, 2);
      assertArrayEquals(after.output(), seen.get(1).output());
      for (LayerValues layer : after.layers()) {
        LayerValues then = seen.get(1).layer(layer.layer());
        assertArrayEquals(layer.activation(), then.activation(), layer.layer());
        assertArrayEquals(layer.gradient(), then.gradient(), layer.layer());
      }
    }
  }

  @Test
  void lookingChangesNoBit() throws IOException {
    Path plain = temp.resolve("plain");
    Path watched = temp.resolve("watched");
    run(plain).fit().classifier().close();
    TrainingListener looking =
        new Onlooker() {
          @Override
          public void onStep(StepReport report) {
            run().parameter("conv1.weight");
            run().inspector().inspect(IMAGE, LAYERS, 0);
          }
        };
    run(watched).listener(looking).fit().classifier().close();
    Path weights = Path.of("step-00000018", "weights.safetensors");
    assertArrayEquals(
        Files.readAllBytes(plain.resolve(weights)), Files.readAllBytes(watched.resolve(weights)));
  }

  @Test
  void weightsAreForTheTrainingThreadDuringTheRun() {
    List<Throwable> thrown = new ArrayList<>();
    Onlooker asking =
        at(
            2,
            run -> {
              CompletableFuture<Void> other =
                  CompletableFuture.runAsync(() -> run.parameter("fc.bias"));
              thrown.add(assertThrows(CompletionException.class, other::join).getCause());
            });
    SmallRun.trainer().epochs(1).listener(asking).fit().classifier().close();
    assertInstanceOf(IllegalStateException.class, thrown.getFirst());
    RunControl over = asking.run();
    assertThrows(IllegalStateException.class, () -> over.parameter("fc.bias"));
    assertThrows(IllegalStateException.class, over::inspector);
  }

  @Test
  void aFailureIsHeardByEveryListener() {
    IllegalStateException own = new IllegalStateException("from onFailure");
    Onlooker first =
        new Onlooker() {
          @Override
          public void onFailure(Throwable failure) {
            super.onFailure(failure);
            throw own;
          }
        };
    Onlooker second = new Onlooker();
    Trainer diverging =
        SmallRun.trainer()
            .epochs(50)
            .labelSmoothing(0.1)
            .listener(first)
            .listener(second)
            .layerLearningRate("fc", 0, 1e30);
    TrainingException failure = assertThrows(TrainingException.class, diverging::fit);
    assertSame(failure, first.failures.getFirst());
    assertSame(failure, second.failures.getFirst());
    assertSame(own, failure.getSuppressed()[0]);
    assertTrue(second.ends.isEmpty());
  }

  @Test
  void aRunThatCannotStartIsAFailureToo() {
    Onlooker listener = new Onlooker();
    Trainer wrong = SmallRun.trainer().classWeights(1, 2).listener(listener);
    TrainingException failure = assertThrows(TrainingException.class, wrong::fit);
    assertSame(failure, listener.failures.getFirst());
  }

  @Test
  void aListenerThatThrowsAtTheEndFailsTheRun() {
    Onlooker listener =
        new Onlooker() {
          @Override
          public void onEnd(EndReport report) {
            throw new IllegalStateException("at the end");
          }
        };
    Trainer trainer = SmallRun.trainer().epochs(1).listener(listener);
    assertThrows(IllegalStateException.class, trainer::fit);
    assertEquals("at the end", listener.failures.getFirst().getMessage());
  }
}
