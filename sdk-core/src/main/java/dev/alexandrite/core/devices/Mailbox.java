package dev.alexandrite.core.devices;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Messages from one device to another, taken in the order in which they were posted. */
final class Mailbox {
  /** More than any exchange posts before it settles; another post waits. */
  private static final int PLACES = 64;

  private final Links links;
  private final Links.Lane lane;
  private final int from;
  private final int to;
  private final Message[] ring = new Message[PLACES];
  private long posted;
  private long taken;
  private long done;

  Mailbox(Links links, Links.Lane lane, int from, int to) {
    this.links = links;
    this.lane = lane;
    this.from = from;
    this.to = to;
    for (int i = 0; i < PLACES; i++) {
      ring[i] = new Message();
    }
  }

  /** Sends runs of an array, which must stay as they are until {@link #settle} returns. */
  synchronized void post(float[] array, int offset, int stride, int length, int count) {
    await(from, to, this::hasPlace);
    long arrival = links.send(from, to, Float.BYTES * (long) length * count);
    ring[(int) (posted % PLACES)].set(array, offset, stride, length, count, arrival);
    posted++;
    notifyAll();
  }

  /** The next message, once it has arrived; {@link #markRead} says that it was read. */
  Message take() {
    Message message = next();
    waiting(to, from);
    while (true) {
      long left = message.arrivesAt() - System.nanoTime();
      if (left <= 0 || !links.limited()) {
        going(to);
        return message;
      }
      links.requireWhole();
      LockSupport.parkNanos(left);
    }
  }

  private synchronized Message next() {
    await(to, from, this::hasNext);
    return ring[(int) (taken++ % PLACES)];
  }

  /** Says that the first message that was taken and is not done yet has been read. */
  synchronized void markRead() {
    done++;
    notifyAll();
  }

  /** Waits until everything posted has been read. */
  synchronized void settle() {
    await(from, to, this::isRead);
  }

  /** One device waits for another one, or learns that nothing will come. */
  private synchronized void await(int who, int whom, BooleanSupplier until) {
    links.requireWhole();
    if (until.getAsBoolean()) {
      return;
    }
    waiting(who, whom);
    try {
      while (!until.getAsBoolean()) {
        wait();
        links.requireWhole();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenLinksException();
    }
    going(who);
  }

  private synchronized boolean hasPlace() {
    return posted - done < PLACES;
  }

  private synchronized boolean hasNext() {
    return taken < posted;
  }

  private synchronized boolean isRead() {
    return done == posted;
  }

  /** Gradients are exchanged beside the computation, which does not wait for them. */
  private void waiting(int who, int whom) {
    if (lane == Links.Lane.VALUES) {
      links.waiting(who, whom);
    }
  }

  private void going(int who) {
    if (lane == Links.Lane.VALUES) {
      links.going(who);
    }
  }

  /** Wakes whoever waits, after the links were cut. */
  synchronized void wake() {
    notifyAll();
  }
}
