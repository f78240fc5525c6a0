package com.example.photographs.sdk;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Bounds what the service holds: so many uploads are decoded and computed at the same time, so many
 * more wait, and the rest is turned away before its bytes are read.
 */
public final class Gate {
  private final int concurrent;
  private final int queue;
  private final Duration timeout;
  private final Semaphore places;
  private final AtomicInteger inside = new AtomicInteger();

  Gate(int concurrent, int queue, Duration timeout) {
    this.concurrent = concurrent;
    this.queue = queue;
    this.timeout = timeout;
    this.places = new Semaphore(concurrent, true);
  }

  /**
   * Lets an upload in, if there is room for it.
   *
   * @return whether it is in; then {@link #leave} follows
   */
  public boolean enter() {
    if (inside.incrementAndGet() <= concurrent + queue) {
      return true;
    }
    inside.decrementAndGet();
    return false;
  }

  /** Lets an upload out. */
  public void leave() {
    inside.decrementAndGet();
  }

  /**
   * Does the work of an upload that is in, when its turn has come.
   *
   * @param work decodes and computes
   * @return what it gives
   * @throws TurnedAwayException if the turn has not come in time
   */
  public <T> T inTurn(Supplier<T> work) {
    try {
      if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TurnedAwayException(
            "the service was busy for " + timeout.toMillis() + " ms; try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TurnedAwayException("the service is stopping; try again later");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /**
   * How many uploads are in.
   *
   * @return those that wait included
   */
  public int inside() {
    return inside.get();
  }
}
