package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What optimisers other than descent with momentum keep from step to step is in checkpoints. */
class OptimizerStateTest {
  private static final int EPOCHS = 3;

  @TempDir Path temp;

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of("adam.m/ adam.v/", AdamW.of(0.002).weightDecay(1e-3)),
        Arguments.of("adam.m/ adam.v/", Lamb.of(0.01)),
        Arguments.of(
            "rmsprop.s/ rmsprop.v/",
            RmsProp.tensorflow(0.002).momentum(0.9).epsilon(1e-3).weightDecay(1e-3)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRunThatWasCancelledInMidEpochEndsWithTheSameBytes(String states, Optimizer optimizer) {
    Path parts = temp.resolve("parts");
    cancelAt(trainer(parts, optimizer), 8);
    assertEquals(8, Checkpoint.latest(parts).orElseThrow().step());
    Map<String, String> resumed = end(trainer(parts, optimizer).resume());
    assertEquals(end(trainer(temp.resolve("whole"), optimizer)), resumed);
    for (String state : states.split(" ")) {
      assertTrue(resumed.containsKey(state + "conv1.weight"), resumed.keySet().toString());
    }
  }

  private static Trainer trainer(Path folder, Optimizer optimizer) {
    return Trainer.of(SmallRun.model())
        .data(SmallRun.data(22))
        .batchSize(4)
        .optimizer(optimizer)
        .epochs(EPOCHS)
        .backend("scalar")
        .loaderThreads(1)
        .checkpoints(folder);
  }

  private static void cancelAt(Trainer trainer, int step) {
    CompletableFuture<TrainingRun> started = new CompletableFuture<>();
    trainer.listener(
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            if (report.step() == step) {
              started.join().cancel();
            }
          }
        });
    started.complete(trainer.fitAsync());
    started.join().join().classifier().close();
  }

  private static Map<String, String> end(Trainer trainer) {
    try (TrainingResult result = trainer.fit()) {
      return Checkpoint.open(result.checkpoint().orElseThrow()).tensors().stream()
          .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256));
    }
  }
}
