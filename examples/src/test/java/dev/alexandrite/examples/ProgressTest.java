package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told of a run: every epoch, where it was saved, from where it goes on. */
final class ProgressTest {
  private static final int EPOCHS = 5;

  @TempDir Path folder;

  @Test
  void everyEpochHasItsLineHoweverShortItIs() {
    List<String> lines = lines(trainer(), -1);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      String done = "epoch " + epoch + "/" + EPOCHS + "  done";
      assertEquals(1, lines.stream().filter(line -> line.startsWith(done)).count(), done);
    }
  }

  @Test
  void aRunThatIsStoppedSaysWhereItWasSavedAndAResumedOneFromWhere() {
    Path checkpoint = folder.resolve("step-00000003");
    List<String> stopped = lines(trainer().checkpoints(folder), 3);
    assertEquals(
        "ended: STOPPED after step 3, saved as " + checkpoint + ", --resume goes on from there",
        stopped.getLast());

    List<String> resumed = lines(trainer().checkpoints(folder).resume(), -1);
    assertTrue(resumed.contains("goes on from " + checkpoint), resumed::toString);
  }

  private static Trainer trainer() {
    Split images = ImageData.drawn(20, 10, 32, 1);
    return Trainer.of(AlexNet.tiny().build())
        .data(images.train())
        .validation(images.validation())
        .epochs(EPOCHS)
        .batchSize(10)
        .loaderThreads(1);
  }

  private static List<String> lines(Trainer trainer, long stopAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      trainer.listener(new Progress(out, EPOCHS)).listener(new Stop(stopAt)).fit().close();
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Stops a run after a step, as Ctrl-C does. */
  private static final class Stop implements TrainingListener {
    private final long step;
    private Runnable stop = () -> {};

    Stop(long step) {
      this.step = step;
    }

    @Override
    public void onStart(RunControl run, MemoryReport memory) {
      stop = run::stop;
    }

    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        stop.run();
      }
    }
  }
}
