package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.DataException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.model.Model;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and resumed ends with the bytes of one that was not. */
class ResumeTest {
  private static final int EPOCHS = 3;

  @TempDir Path temp;
  private Model model = SmallRun.model();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 7, 11, 12, 17})
  void stoppedAtAnyStepItEndsWithTheSameBytes(int step) throws IOException {
    assertSameBytes(trainer -> trainer.schedule(Schedules.dividePlateauBy(10).patience(1)), step);
  }

  @Test
  void averagesAndCyclesOfAdamResumeToo() throws IOException {
    assertSameBytes(
        trainer ->
            trainer
                .averageWeights(0.9)
                .schedule(Schedules.warmUp(4, Schedules.cosine()))
                .labelSmoothing(0.1)
                .classWeights(1, 2, 1),
        8);
  }

  @Test
  void gatheredGradientsResumeToo() throws IOException {
    assertSameBytes(trainer -> trainer.accumulate(4).clipNorm(0.5).maxNorm(3), 3);
  }

  @Test
  void gradientsGatheredOverBatchesResumeInMidAccumulation() throws IOException {
    UnaryOperator<Trainer> options = trainer -> trainer.accumulate(4).clipNorm(0.5).maxNorm(3);
    Path parts = temp.resolve("parts");
    Dataset failing = new FailingDataset(SmallRun.data(22), 3 * 22 + 9, new DataException("gone"));
    Trainer stopped =
        options.apply(
            SmallRun.trainer(failing).validation(SmallRun.data(7)).checkpoints(parts).epochs(3));
    // Sample, statistics and an epoch were read: it is the third batch of the second epoch.
    assertThrows(DataException.class, stopped::fit);
    assertEquals(2, Checkpoint.latest(parts).orElseThrow().step());
    options.apply(run(parts)).resume().fit().classifier().close();
    assertSameEnd(options, parts);
  }

  @Test
  void anOrderThatStaysResumesToo() throws IOException {
    assertSameBytes(trainer -> trainer.order(Order.SHUFFLED_ONCE), 8);
  }

  @Test
  void theModernAugmentationsResumeToo() throws IOException {
    model = SmallRun.modern();
    assertSameBytes(trainer -> trainer.sampling(Sampling.weightedClasses(3, 1, 2)), 8);
  }

  @Test
  void anotherAugmentationOrSamplingIsRefusedWithBothValues() {
    Path folder = temp.resolve("modern");
    model = SmallRun.modern();
    run(folder).sampling(Sampling.balanced()).fit().classifier().close();
    run(folder).sampling(Sampling.balanced()).resume().fit().classifier().close();
    assertRefused("sampling was balanced classes, now it is every image once", run(folder));
    assertRefused(
        "sampling was balanced classes, now it is classes by shares [1.0, 1.0, 1.0]",
        run(folder).sampling(Sampling.weightedClasses(1, 1, 1)));
    model = SmallRun.modern(Augment.colorJitter(0.1, 0, 0, 0));
    assertRefused("input pipeline was", run(folder).sampling(Sampling.balanced()));
  }

  @Test
  void ratesOfLayersResumeToo() throws IOException {
    assertSameBytes(
        trainer ->
            trainer
                .layerLearningRate("conv1", 1, 0.1)
                .layerLearningRate("conv1", 2, 0)
                .accumulate(2),
        7);
  }

  /** Mixup, stochastic depth, averages, two losses and dropout; activations are computed again. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void everythingAtOnceResumesToo(int step) throws IOException {
    model = SmallRun.residualWithTwoHeads();
    assertSameBytes(
        trainer ->
            trainer
                .mixing(Mixing.mixup(0.4).orCutMix(1))
                .averageWeights(0.9)
                .labelSmoothing(0.1)
                .recompute(),
        step);
  }

  private void assertSameBytes(UnaryOperator<Trainer> options, int step) throws IOException {
    Path thrown = temp.resolve("thrown");
    Path killed = temp.resolve("killed");
    TrainingListener killer =
        at(
            step,
            () -> {
              copy(thrown, killed); // all that a process that is killed here leaves
              throw new Failed();
            });
    Trainer stopped = options.apply(run(thrown)).checkpointEvery(1).listener(killer);
    assertThrows(Failed.class, stopped::fit);
    for (Path parts : List.of(thrown, killed)) {
      TrainingResult resumed = options.apply(run(parts)).resume().fit();
      resumed.classifier().close();
      assertEquals(StopReason.COMPLETED, resumed.reason());
      assertEquals(EPOCHS, resumed.history().size());
      assertSameEnd(options, parts);
    }
  }

  private void assertSameEnd(UnaryOperator<Trainer> options, Path parts) throws IOException {
    Path whole = temp.resolve("whole");
    TrainingResult result = options.apply(run(whole).resume()).fit();
    result.classifier().close();
    Path last = result.checkpoint().orElseThrow();
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(last.resolve(file)),
          Files.readAllBytes(parts.resolve(last.getFileName()).resolve(file)),
          file);
    }
  }

  private static void copy(Path from, Path to) {
    if (!Files.exists(from)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Trainer run(Path folder) {
    return SmallRun.trainer(model, SmallRun.data(22))
        .validation(SmallRun.data(7))
        .epochs(EPOCHS)
        .checkpoints(folder);
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener failAt(int step) {
    return at(
        step,
        () -> {
          throw new Failed();
        });
  }

  private static TrainingListener at(int step, Runnable action) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          action.run();
        }
      }
    };
  }

  @Test
  void cancellationWritesACheckpointInMidEpoch() {
    Path folder = temp.resolve("cancelled");
    TrainingResult result = cancelAt(run(folder), 8);
    result.classifier().close();
    assertEquals(StopReason.CANCELLED, result.reason());
    assertEquals(folder.resolve("step-00000008"), result.checkpoint().orElseThrow());
    assertEquals(1, result.history().size());
  }

  /** The listener runs on the training thread, so the cancellation is seen after its step. */
  private static TrainingResult cancelAt(Trainer trainer, int step) {
    Canceller canceller = new Canceller(step);
    trainer.listener(canceller);
    TrainingRun run = trainer.fitAsync();
    canceller.run.complete(run);
    return run.join();
  }

  private static final class Canceller implements TrainingListener {
    private final CompletableFuture<TrainingRun> run = new CompletableFuture<>();
    private final int step;

    Canceller(int step) {
      this.step = step;
    }

    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        run.join().cancel();
      }
    }
  }

  @Test
  void aFinishedRunIsNotTrainedAgain() {
    Path folder = temp.resolve("finished");
    run(folder).fit().classifier().close();
    TrainingResult again = run(folder).resume().listener(failAt(19)).fit();
    again.classifier().close();
    assertEquals(StopReason.COMPLETED, again.reason());
    assertEquals(List.of(0, 1, 2), again.history().stream().map(EpochReport::epoch).toList());
  }

  @Test
  void anEarlyStopStaysAfterResuming() {
    Path folder = temp.resolve("early");
    EarlyStop rule = EarlyStop.of(1).minDelta(2); // an error cannot fall by 2 twice
    TrainingResult stopped = run(folder).earlyStop(rule).fit();
    stopped.classifier().close();
    assertEquals(StopReason.EARLY_STOP, stopped.reason());
    int epochs = stopped.history().size();
    assertTrue(epochs < EPOCHS, "stopped after " + epochs);
    TrainingResult again = run(folder).earlyStop(rule).resume().fit();
    again.classifier().close();
    assertEquals(StopReason.EARLY_STOP, again.reason());
    assertEquals(epochs, again.history().size());
  }

  @Test
  void anotherRunIsRefusedWithBothValues() {
    Path folder = temp.resolve("first");
    Sgd optimizer = Sgd.paper(0.02).momentum(0.9);
    variant(folder, 22, 4, optimizer).seed(7).fit().classifier().close();
    assertRefused("seed was 7, now it is 8", variant(folder, 22, 4, optimizer).seed(8));
    assertRefused("data fingerprint was ", variant(folder, 23, 4, optimizer).seed(7));
    assertRefused("batch size was 4, now it is 5", variant(folder, 22, 5, optimizer).seed(7));
    assertRefused(
        "order was SHUFFLED, now it is FIXED",
        variant(folder, 22, 4, optimizer).seed(7).order(Order.FIXED));
    assertRefused(
        "update options was",
        variant(folder, 22, 4, optimizer).seed(7).layerLearningRate("conv1", 0, 0));
    assertRefused("optimizer was Sgd", variant(folder, 22, 4, AdamW.of(0.001)).seed(7));
  }

  @Test
  void anotherScheduleIsRefusedWithBothValues() {
    Path folder = temp.resolve("schedule");
    scheduled(folder, 1, Schedules.step(2, 0.5)).fit().classifier().close();
    assertRefused(
        "schedule was step(2, 0.5), now it is step(2, 0.1)",
        scheduled(folder, 1, Schedules.step(2, 0.1)));
    assertRefused(
        "schedule was step(2, 0.5), now it is code of the application",
        scheduled(folder, 1, (base, state) -> base));
  }

  @Test
  void aRunMayBecomeLongerUnlessItsScheduleDependsOnTheLength() {
    Path free = temp.resolve("free");
    scheduled(free, 1, Schedules.step(2, 0.5)).fit().classifier().close();
    TrainingResult longer = scheduled(free, 2, Schedules.step(2, 0.5)).resume().fit();
    longer.classifier().close();
    assertEquals(2, longer.history().size());

    Path bound = temp.resolve("bound");
    scheduled(bound, 1, Schedules.warmUp(2, Schedules.cosine())).fit().classifier().close();
    assertRefused(
        "schedule was warmUp(2, cosine()) over 1 epochs, now it is warmUp(2, cosine()) over 2",
        scheduled(bound, 2, Schedules.warmUp(2, Schedules.cosine())));
  }

  @Test
  void anOwnScheduleIsResumedWithOneWarning() {
    Path folder = temp.resolve("own");
    Warnings first = new Warnings();
    scheduled(folder, 1, (base, state) -> base / 2).listener(first).fit().classifier().close();
    assertEquals(List.of(), first.messages);
    Warnings second = new Warnings();
    Trainer resumed = scheduled(folder, 2, (base, state) -> base / 2).resume().listener(second);
    resumed.fit().classifier().close();
    assertEquals(1, second.messages.size(), second.messages.toString());
    assertTrue(second.messages.getFirst().contains("schedule"), second.messages.getFirst());
    assertTrue(second.messages.getFirst().contains("for 1 epochs"), second.messages.getFirst());
  }

  private static Trainer scheduled(Path folder, int epochs, Schedule schedule) {
    return SmallRun.trainer().epochs(epochs).schedule(schedule).checkpoints(folder);
  }

  private static Trainer variant(Path folder, int images, int batchSize, Optimizer optimizer) {
    return Trainer.of(SmallRun.model())
        .data(SmallRun.data(images))
        .batchSize(batchSize)
        .optimizer(optimizer)
        .epochs(1)
        .backend("scalar")
        .checkpoints(folder);
  }

  private static void assertRefused(String message, Trainer trainer) {
    CheckpointException refusal = assertThrows(CheckpointException.class, trainer.resume()::fit);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
