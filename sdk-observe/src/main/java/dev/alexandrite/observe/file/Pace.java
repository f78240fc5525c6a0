package dev.alexandrite.observe.file;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets something through at most once in an interval, and costs a look at the clock. */
public final class Pace {
  private final long nanos;
  private final LongSupplier clock;
  private long last;

  /**
   * The first is let through at once.
   *
   * @param interval the least time between two; zero lets everything through
   * @param clock tells nanoseconds
   */
  public Pace(Duration interval, LongSupplier clock) {
    this.nanos = interval.toNanos();
    this.clock = clock;
    this.last = clock.getAsLong() - nanos;
  }

  /**
   * The same by the system's clock.
   *
   * @param interval the least time between two
   */
  public Pace(Duration interval) {
    this(interval, System::nanoTime);
  }

  /**
   * Whether it is time again; if so, the interval begins.
   *
   * @return true at most once in an interval
   */
  public boolean isDue() {
    long now = clock.getAsLong();
    if (now - last < nanos) {
      return false;
    }
    last = now;
    return true;
  }

  /** The interval begins now, whether it was time or not. */
  public void restart() {
    last = clock.getAsLong();
  }

  /**
   * Checks an interval.
   *
   * @param interval what an application gave
   * @return the same
   * @throws IllegalArgumentException if it is negative or longer than a year
   */
  public static Duration checked(Duration interval) {
    if (interval.isNegative() || interval.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "found an interval of " + interval + ", expected one from zero to a year");
    }
    return interval;
  }
}
