package dev.alexandrite.core.devices;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The links between the devices of this process. Every byte is counted; with a speed given, a
 * message arrives no sooner than two links of that speed, one out of the sender and one into the
 * receiver, could have carried it after what they carried before.
 */
final class Links {
  /** What is sent; each kind has threads of its own and does not overtake itself. */
  enum Lane {
    /** Activations and their gradients, exchanged while everyone waits. */
    VALUES,
    /** Gradients of parameters, exchanged during the backward pass. */
    GRADIENTS
  }

  private static final int NOBODY = -1;

  private final int devices;
  private volatile double bytesPerSecond;
  private final Map<Lane, List<Mailbox>> mailboxes = new EnumMap<>(Lane.class);
  private final AtomicLongArray sent;
  private final AtomicIntegerArray awaited;
  private final long[] outFree;
  private final long[] inFree;
  private volatile boolean cut;

  Links(int devices, double bytesPerSecond) {
    this.devices = devices;
    this.bytesPerSecond = bytesPerSecond;
    this.sent = new AtomicLongArray(devices);
    this.awaited = new AtomicIntegerArray(devices);
    this.outFree = new long[devices];
    this.inFree = new long[devices];
    for (int device = 0; device < devices; device++) {
      going(device);
    }
    for (Lane lane : Lane.values()) {
      List<Mailbox> pairs = new ArrayList<>();
      for (int pair = 0; pair < devices * devices; pair++) {
        pairs.add(new Mailbox(this, lane, pair / devices, pair % devices));
      }
      mailboxes.put(lane, pairs);
    }
  }

  int devices() {
    return devices;
  }

  /** Changes the speed for messages to come; 0 for as fast as they go. */
  void speed(double newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  boolean limited() {
    return bytesPerSecond > 0;
  }

  Mailbox mailbox(Lane lane, int from, int to) {
    return Objects.requireNonNull(mailboxes.get(lane)).get(from * devices + to);
  }

  /** Counts a message and says when it arrives. */
  long send(int from, int to, long bytes) {
    sent.addAndGet(from, bytes);
    if (!limited()) {
      return 0;
    }
    synchronized (outFree) {
      long start = Math.max(System.nanoTime(), Math.max(outFree[from], inFree[to]));
      long arrival = start + (long) (bytes / bytesPerSecond * 1e9);
      outFree[from] = arrival;
      inFree[to] = arrival;
      return arrival;
    }
  }

  /** Bytes that a device has sent so far. */
  long sentBytes(int device) {
    return sent.get(device);
  }

  /** Notes that a device waits for another one. */
  void waiting(int device, int other) {
    awaited.set(device, other);
  }

  /** Notes that a device goes on. */
  void going(int device) {
    awaited.set(device, NOBODY);
  }

  /** Whether a device waits for another one, and so is not what the others wait for. */
  boolean isWaiting(int device) {
    return awaited.get(device) != NOBODY;
  }

  /** Ends every exchange with an exception. */
  void cut() {
    cut = true;
    mailboxes.values().forEach(pairs -> pairs.forEach(Mailbox::wake));
  }

  void requireWhole() {
    if (cut) {
      throw new BrokenLinksException();
    }
  }
}
