package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.ComputePool;
import dev.alexandrite.DataException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.ScheduleState;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends, what it has learned is on disk, and what is lost is said. */
@Timeout(60)
class EveryEndSavesTest {
  private static final int EPOCHS = 3;
  private static final int IMAGES = 22;

  @TempDir Path temp;

  private final Warnings warnings = new Warnings();

  private Trainer run(Dataset images, Path folder) {
    return SmallRun.trainer(images).epochs(EPOCHS).checkpoints(folder).listener(warnings);
  }

  private Trainer run(Path folder) {
    return run(SmallRun.data(IMAGES), folder);
  }

  /** The failure is thrown as it is, the state is that of the step, and the run goes on exactly. */
  private void assertSaved(
      Throwable failure, long step, Trainer failing, Path folder, Consumer<Trainer> same)
      throws IOException {
    assertSame(failure, assertThrows(failure.getClass(), failing::fit));
    assertLeft(step, folder, same);
  }

  private void assertLeft(long step, Path folder, Consumer<Trainer> same) throws IOException {
    assertEquals(step, Checkpoint.latest(folder).orElseThrow().step());
    String said = warnings.messages.getLast();
    assertTrue(said.contains("resume() goes on from") && said.contains("where the run"), said);
    Path whole = temp.resolve("whole");
    Trainer again = run(folder).resume();
    Trainer undisturbed = run(whole);
    same.accept(again);
    same.accept(undisturbed);
    TrainingResult resumed = again.fit();
    resumed.close();
    assertEquals(EPOCHS, resumed.history().size());
    undisturbed.fit().close();
    Path last = new CheckpointFolder(whole).latest().orElseThrow();
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(last.resolve(file)),
          Files.readAllBytes(folder.resolve(last.getFileName()).resolve(file)),
          file);
    }
  }

  private static TrainingListener atStep(int step, Runnable action) {
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
  void aBadTrainingImageSaves() throws IOException {
    Path folder = temp.resolve("run");
    Dataset bad = new FailingDataset(SmallRun.data(IMAGES), 3 * IMAGES + 9, new DataException("x"));
    assertThrows(DataException.class, run(bad, folder)::fit);
    assertLeft(8, folder, trainer -> {});
  }

  @Test
  void anErrorOfADataSetSaves() throws IOException {
    Path folder = temp.resolve("run");
    Error failure = new StackOverflowError("of the data set");
    Dataset bad = new FailingDataset(SmallRun.data(IMAGES), 3 * IMAGES + 9, failure);
    assertSaved(failure, 8, run(bad, folder), folder, trainer -> {});
  }

  @Test
  void aBadValidationImageLosesNotTheEpoch() throws IOException {
    Path folder = temp.resolve("run");
    Dataset bad = new FailingDataset(SmallRun.data(7), 7 + 3, new DataException("x"));
    assertThrows(DataException.class, run(folder).validation(bad)::fit);
    assertLeft(12, folder, trainer -> trainer.validation(SmallRun.data(7)));
  }

  @Test
  void anExceptionOfAListenerSaves() throws IOException {
    Path folder = temp.resolve("run");
    IllegalStateException failure = new IllegalStateException("of a listener");
    TrainingListener throwing =
        atStep(
            9,
            () -> {
              throw failure;
            });
    assertSaved(failure, 9, run(folder).listener(throwing), folder, trainer -> {});
  }

  @Test
  void anExceptionOfAMetricLosesNotTheEpoch() throws IOException {
    Path folder = temp.resolve("run");
    IllegalStateException failure = new IllegalStateException("of a metric");
    AtomicInteger passes = new AtomicInteger();
    Metric throwing =
        new Metric() {
          @Override
          public String name() {
            return "own";
          }

          @Override
          public Accumulator start() {
            if (passes.incrementAndGet() == 2) {
              throw failure;
            }
            return new Accumulator() {
              @Override
              public void add(float[] probabilities, int label) {}

              @Override
              public double value() {
                return 0.5;
              }
            };
          }
        };
    Trainer failing = run(folder).validation(SmallRun.data(7)).metric(throwing);
    assertSaved(
        failure,
        12,
        failing,
        folder,
        trainer -> trainer.validation(SmallRun.data(7)).metric(throwing));
  }

  /** A schedule that throws, in one of its two methods, until it is told not to. */
  private static final class Throwing implements Schedule {
    private final RuntimeException failure = new IllegalStateException("of a schedule");
    private final long atStep;
    private final int atEpoch;
    private boolean quiet;

    Throwing(long atStep, int atEpoch) {
      this.atStep = atStep;
      this.atEpoch = atEpoch;
    }

    @Override
    public double learningRate(double base, ScheduleState state) {
      if (!quiet && state.step() == atStep) {
        throw failure;
      }
      return base;
    }

    @Override
    public List<Double> afterEpoch(List<Double> memory, EpochReport report) {
      if (!quiet && report.epoch() == atEpoch) {
        throw failure;
      }
      return memory;
    }
  }

  @Test
  void anExceptionOfAScheduleSaves() throws IOException {
    assertScheduleSaves(new Throwing(8, -1), 8, temp.resolve("rate"));
    assertScheduleSaves(new Throwing(-1, 1), 12, temp.resolve("epoch"));
  }

  private void assertScheduleSaves(Throwing schedule, long step, Path folder) throws IOException {
    assertSame(
        schedule.failure,
        assertThrows(IllegalStateException.class, run(folder).schedule(schedule)::fit));
    String said = warnings.messages.getLast();
    assertTrue(said.contains("where the run ended"), said);
    assertEquals(step, Checkpoint.latest(folder).orElseThrow().step());
    schedule.quiet = true;
    run(folder).schedule(schedule).resume().fit().close();
    assertEquals(18, Checkpoint.latest(folder).orElseThrow().step());
  }

  @Test
  void anExceptionOfALossSavesWhereNothingWasTouched() throws IOException {
    Model withoutRunningStatistics =
        new Recipe(
            Network.builder("plain", Shape.image(3, 6, 6))
                .flatten("flat")
                .linear("fc", Linear.of(SmallRun.CLASSES.size()))
                .build(),
            SmallRun.pipeline());
    assertEquals(7, stepLeftByALossThatThrows(withoutRunningStatistics, temp.resolve("plain")));
    assertTrue(warnings.messages.getLast().contains("where the run ended"));
    assertEquals(6, stepLeftByALossThatThrows(SmallRun.model(), temp.resolve("normalised")));
    String said = warnings.messages.getLast();
    assertTrue(said.contains("step-00000006; the 1 steps after it are lost"), said);
  }

  private long stepLeftByALossThatThrows(Model model, Path folder) {
    IllegalStateException failure = new IllegalStateException("of a loss");
    AtomicInteger calls = new AtomicInteger();
    Loss throwing =
        (logits, labels, rows, classes, losses, gradient) -> {
          if (calls.incrementAndGet() == 8) {
            throw failure;
          }
          Losses.focal(1).compute(logits, labels, rows, classes, losses, gradient);
        };
    Trainer failing =
        Trainer.of(model)
            .data(SmallRun.data(IMAGES))
            .batchSize(4)
            .backend("scalar")
            .loss(throwing)
            .checkpoints(folder)
            .listener(warnings);
    assertSame(failure, assertThrows(BackendException.class, failing::fit).getCause());
    return Checkpoint.latest(folder).orElseThrow().step();
  }

  @Test
  void aPoolThatIsClosedBetweenStepsSaves() throws IOException {
    Path folder = temp.resolve("run");
    ComputePool pool = ComputePool.of(1);
    Trainer failing = run(folder).computePool(pool).listener(atStep(8, pool::close));
    assertThrows(IllegalStateException.class, failing::fit);
    assertLeft(8, folder, trainer -> {});
  }

  @Test
  void anInterruptIsACancellationOfWhichTheThreadStillKnows() throws IOException {
    Path folder = temp.resolve("run");
    Trainer interrupted = run(folder).listener(atStep(8, Thread.currentThread()::interrupt));
    try (TrainingResult result = interrupted.fit()) {
      assertTrue(Thread.interrupted(), "the interrupt was swallowed");
      assertEquals(StopReason.CANCELLED, result.reason());
      assertEquals(folder.resolve("step-00000008"), result.checkpoint().orElseThrow());
    }
    warnings.onWarning("resume() goes on from here, where the run ended"); // as after a failure
    assertLeft(8, folder, trainer -> {});
  }

  @Test
  void anExecutorThatIsShutDownNowEndsARunThatWaitsForAnImage() throws Exception {
    Path folder = temp.resolve("run");
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch trained = new CountDownLatch(1);
    Dataset stuck = new Stuck(SmallRun.data(IMAGES), waiting, never);
    Trainer trainer = run(stuck, folder).listener(atStep(8, trained::countDown));
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<StopReason> reason =
          executor.submit(
              () -> {
                try (TrainingResult result = trainer.fit()) {
                  return result.reason();
                }
              });
      assertTrue(waiting.await(30, TimeUnit.SECONDS));
      assertTrue(trained.await(30, TimeUnit.SECONDS));
      executor.shutdownNow();
      assertEquals(StopReason.CANCELLED, reason.get(30, TimeUnit.SECONDS));
    }
    assertEquals(8, Checkpoint.latest(folder).orElseThrow().step(), warnings.messages.toString());
  }

  /** Its images come until the second epoch is in the middle, then one does not. */
  private static final class Stuck extends ForwardingDataset {
    private final CountDownLatch waiting;
    private final CountDownLatch never;
    private final AtomicInteger reads = new AtomicInteger();

    Stuck(Dataset source, CountDownLatch waiting, CountDownLatch never) {
      super(source);
      this.waiting = waiting;
      this.never = never;
    }

    @Override
    public Image image(int index) {
      if (reads.incrementAndGet() > 3 * IMAGES + 9) {
        waiting.countDown();
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new DataException("interrupted", e);
        }
      }
      return super.image(index);
    }
  }

  @Test
  void withoutAFolderNobodySpeaksOfResuming() {
    TrainingListener throwing =
        atStep(
            5,
            () -> {
              throw new IllegalStateException("of a listener");
            });
    Trainer failing = SmallRun.trainer().listener(warnings).listener(throwing);
    assertThrows(IllegalStateException.class, failing::fit);
    String said = warnings.messages.getLast();
    assertTrue(said.contains("of its 5 steps nothing is left"), said);
    assertTrue(said.contains("name a folder with checkpoints(dir)"), said);
    assertTrue(!said.contains("resume"), said);
  }

  @Test
  void aSaveThatFailsTooIsSuppressed() throws IOException {
    Path folder = temp.resolve("run");
    IllegalStateException failure = new IllegalStateException("of a listener");
    TrainingListener throwing =
        atStep(
            3,
            () -> {
              replaceByFile(folder);
              throw failure;
            });
    Trainer failing = run(folder).listener(throwing);
    assertSame(failure, assertThrows(IllegalStateException.class, failing::fit));
    assertTrue(failure.getSuppressed()[0].getMessage().contains("could not be written"));
  }

  private void replaceByFile(Path folder) {
    try {
      Files.move(folder, temp.resolve("elsewhere"));
      Files.writeString(folder, "where the folder was");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
