package dev.alexandrite.core.train;

import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether the application wants a run to end: it said so, or it interrupted the training thread, as
 * {@code ExecutorService.shutdownNow()} does. The interrupt is taken from the thread while the run
 * saves what it has, since files are closed under an interrupted thread, and given back to it in
 * the end.
 */
final class Cancellation implements BooleanSupplier {
  private final BooleanSupplier cancelled;
  private volatile boolean interrupted;

  Cancellation(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** Whether the run is to end; any thread may ask. */
  @Override
  public boolean getAsBoolean() {
    return interrupted || cancelled.getAsBoolean();
  }

  /** Takes an interrupt of the training thread, which alone calls this. */
  void takeInterrupt() {
    if (Thread.interrupted()) {
      interrupted = true;
    }
  }

  /** Notes an interrupt that was thrown as an exception. */
  void interrupted() {
    interrupted = true;
  }

  /** The run is over: whoever runs it on a thread learns that the thread was interrupted. */
  void giveInterruptBack() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Reads or writes files: if an interrupt has closed them in between, once more without it.
   *
   * @param files what to do; it may be done again
   * @return its result
   */
  <T> T sheltered(Supplier<T> files) {
    takeInterrupt();
    while (true) {
      try {
        return files.get();
      } catch (RuntimeException e) {
        if (!Thread.interrupted() && !closedByInterrupt(e)) { // the flag may be gone by now
          throw e;
        }
        interrupted = true;
      }
    }
  }

  private static boolean closedByInterrupt(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(ClosedByInterruptException.class::isInstance);
  }
}
