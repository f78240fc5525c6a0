package dev.alexandrite.examples;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingListener;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** Prints how a run goes, at most one line a second; the end of an epoch goes before a step. */
final class Progress implements TrainingListener {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final int epochs;
  private String finishedEpoch = "";
  private long lastLine = System.nanoTime() - PAUSE;

  Progress(PrintStream out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    out.println(memory);
  }

  @Override
  public void onStep(StepReport step) {
    if (System.nanoTime() - lastLine < PAUSE) {
      return;
    }
    if (!finishedEpoch.isEmpty()) {
      flush();
      return;
    }
    print(
        Text.format(
            "epoch %d/%d  batch %d/%d  loss %.4f  rate %.2g  %.0f img/s  waits %.0f %%",
            step.epoch() + 1,
            epochs,
            step.batch() + 1,
            step.batchesPerEpoch(),
            step.loss(),
            step.learningRate(),
            step.imagesPerSecond(),
            100 * step.waitShare()));
  }

  @Override
  public void onEpoch(EpochReport epoch) {
    finishedEpoch =
        Text.format(
                "epoch %d/%d  done  train loss %.4f", epoch.epoch() + 1, epochs, epoch.trainLoss())
            + epoch.validation().map(Progress::line).orElse("");
    if (System.nanoTime() - lastLine >= PAUSE) {
      flush();
    }
  }

  @Override
  public void onEnd(EndReport end) {
    if (!finishedEpoch.isEmpty()) {
      flush();
    }
    if (end.reason() != StopReason.COMPLETED) {
      out.println("ended: " + end.reason() + " after step " + end.step());
    }
  }

  @Override
  public void onWarning(String message) {
    out.println("warning: " + message);
  }

  private static String line(EvaluationReport report) {
    return Text.format(
        "  validation loss %.4f  top1 %.4f  top5 %.4f",
        report.loss(), report.top1(), report.top5());
  }

  private void flush() {
    print(finishedEpoch);
    finishedEpoch = "";
  }

  private void print(String line) {
    out.println(line);
    lastLine = System.nanoTime();
  }
}
