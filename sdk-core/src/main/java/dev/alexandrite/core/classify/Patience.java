package dev.alexandrite.core.classify;

import dev.alexandrite.classify.ClassifierBusyException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How long calls wait. */
final class Patience {
  private final @Nullable Duration timeout;

  /** For a time, or for ever where there is none. */
  Patience(@Nullable Duration timeout) {
    this.timeout = timeout;
  }

  /** The wait of a call that begins now, wherever it waits. */
  Wait begin() {
    return new Wait(System.nanoTime());
  }

  /** The wait of one call. */
  @SuppressWarnings("WaitNotInLoop") // those that call on(...) do so in loops
  final class Wait {
    private final long begun;

    private Wait(long begun) {
      this.begun = begun;
    }

    /** Nanoseconds since it began. */
    long passed() {
      return System.nanoTime() - begun;
    }

    /**
     * Waits until the condition is signalled, which may be without a reason.
     *
     * @throws ClassifierBusyException if the time is over
     */
    void on(Condition condition, Supplier<String> what) throws InterruptedException {
      if (timeout == null) {
        condition.await();
      } else {
        on(condition, Long.MAX_VALUE, what);
      }
    }

    /** Waits as {@link #on(Condition, Supplier)} does, but returns after some nanoseconds. */
    void on(Condition condition, long atMost, Supplier<String> what) throws InterruptedException {
      if (timeout == null) {
        condition.awaitNanos(atMost);
        return;
      }
      long left = nanos(timeout) - passed();
      if (left <= 0) {
        throw new ClassifierBusyException(
            "the call waited "
                + timeout.toMillis()
                + " ms, the timeout of the classifier, for "
                + what.get()
                + "; try again later, or raise timeout or maxConcurrent in its options");
      }
      condition.awaitNanos(Math.min(left, atMost));
    }
  }

  /** A wait of centuries is one for ever. */
  private static long nanos(Duration timeout) {
    return timeout.toSeconds() > Long.MAX_VALUE / 1_000_000_000
        ? Long.MAX_VALUE
        : timeout.toNanos();
  }
}
