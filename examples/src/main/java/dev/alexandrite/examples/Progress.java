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

/** Prints how a run goes: every epoch, and steps at most once a second between them. */
final class Progress implements TrainingListener {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final int epochs;
  private long lastLine = System.nanoTime() - PAUSE;

  Progress(PrintStream out, int epochs) {
    this.out = out;
    this.epochs = epochs;
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    out.println(memory);
    run.resumedFrom().ifPresent(checkpoint -> out.println("goes on from " + checkpoint));
  }

  @Override
  public void onStep(StepReport step) {
    if (System.nanoTime() - lastLine < PAUSE) {
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
    print(
        Text.format(
                "epoch %d/%d  done  train loss %.4f", epoch.epoch() + 1, epochs, epoch.trainLoss())
            + epoch.validation().map(Progress::line).orElse(""));
  }

  @Override
  public void onEnd(EndReport end) {
    if (end.reason() != StopReason.COMPLETED) {
      out.println("ended: " + end.reason() + " after step " + end.step() + saved(end));
    }
  }

  private static String saved(EndReport end) {
    String resume = end.reason() == StopReason.EARLY_STOP ? "" : ", --resume goes on from there";
    return end.unsaved()
        .map(why -> ", not saved: " + why.getMessage())
        .or(() -> end.checkpoint().map(path -> ", saved as " + path + resume))
        .orElse("");
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

  private void print(String line) {
    out.println(line);
    lastLine = System.nanoTime();
  }
}
