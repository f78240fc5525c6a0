package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a search for a learning rate is, in lines that stay; its epochs mean nothing to anybody.
 */
final class RateLines implements TrainingListener {
  /** As far apart as the lines of a training without a terminal. */
  private static final Duration APART = Duration.ofSeconds(10);

  private final PrintStream out;
  private final int steps;
  private final LongSupplier clock;
  private long began;
  private long lastLine;

  RateLines(PrintStream out, int steps, LongSupplier clock) {
    this.out = out;
    this.steps = steps;
    this.clock = clock;
  }

  static RateLines on(PrintStream out, int steps) {
    return new RateLines(out, steps, System::nanoTime);
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    began = clock.getAsLong();
    lastLine = began;
    tell(memory.toString());
  }

  @Override
  public void onStep(StepReport step) {
    long now = clock.getAsLong();
    if (now - lastLine < APART.toNanos()) {
      return;
    }
    lastLine = now;
    double left = (double) (now - began) / step.step() * (steps - step.step());
    tell(
        Text.format(
            "step %d/%d rate %.2g loss %.4f, %.0f s left at most",
            step.step(), steps, step.learningRate(), step.loss(), left * 1e-9));
  }

  @Override
  public void onWarning(String message) {
    tell("warning: " + SafeText.message(message));
  }

  private void tell(String line) {
    out.println(line);
    out.flush();
  }
}
