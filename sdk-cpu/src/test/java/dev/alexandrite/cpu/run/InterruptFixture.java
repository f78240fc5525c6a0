package dev.alexandrite.cpu.run;

import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * The run of {@link TrainingFixture} that stops cleanly on an interrupt: {@code InterruptFixture
 * DIRECTORY STEP} prints each step and the digest of the final weights; in the given step, if it is
 * not 0, a listener calls {@link System#exit}.
 */
final class InterruptFixture {
  static final String STEP = "STEP ";
  static final int EXIT = 3;

  private static final long PAUSE_NANOS = 50_000_000;

  private InterruptFixture() {}

  public static void main(String[] arguments) throws IOException {
    long exitStep = Long.parseLong(arguments[1]);
    Trainer trainer =
        TrainingFixture.rarelySaved(Path.of(arguments[0]), 1, 1, 0)
            .stopOnInterrupt()
            .listener(new Reporter(exitStep));
    System.out.println("DIGEST " + TrainingFixture.digest(trainer.fit()));
  }

  private record Reporter(long exitStep) implements TrainingListener {
    @Override
    public void onStep(StepReport report) {
      System.out.println(STEP + report.step());
      if (report.step() == exitStep) {
        System.exit(EXIT);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
