package dev.alexandrite.cli;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Predictions;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes requests on as long as there is a place in the queue and memory for their pictures, and
 * computes so many at a time.
 */
final class Desk {
  private static final int KIBIBYTE = 1024;

  /** The part of the heap that waiting uploads may take. */
  private static final int SHARE_OF_HEAP = 8;

  /** How long to wait for what an upload that was cut off gives back. */
  private static final long HAND_OVER_MILLIS = 500;

  private final Classifier classifier;
  private final ClassifyServer.Limits limits;
  private final int most;
  private final Semaphore places;
  private final Semaphore kibibytes;
  private final Semaphore working;
  private final Arrivals arrivals;

  Desk(Classifier classifier, ClassifyServer.Limits limits) {
    this.classifier = classifier;
    this.limits = limits;
    this.most = limits.concurrent() + limits.queue();
    this.places = new Semaphore(most);
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    long memory = Math.max(share, limits.uploadBytes()) / KIBIBYTE;
    this.kibibytes = new Semaphore((int) Math.min(Integer.MAX_VALUE, memory));
    this.arrivals = new Arrivals(limits.grace());
    this.working = new Semaphore(limits.concurrent(), true);
  }

  int uploadBytes() {
    return limits.uploadBytes();
  }

  String network() {
    return classifier.recipe().network().name();
  }

  List<String> classNames() {
    return classifier.classNames();
  }

  /**
   * What an upload shows.
   *
   * @param upload its bytes
   * @param length how many there are
   * @return the classes; empty if there is no place for it now
   * @throws UploadException if it does not arrive
   * @throws dev.alexandrite.DataException if it is no picture
   */
  Optional<Predictions> classify(InputStream upload, int length)
      throws UploadException, InterruptedException {
    if (!take(places, 1)) {
      return Optional.empty();
    }
    try {
      int memory = Math.ceilDiv(length, KIBIBYTE);
      if (!take(kibibytes, memory)) {
        return Optional.empty();
      }
      try {
        return Optional.of(computed(arrivals.read(upload, length)));
      } finally {
        kibibytes.release(memory);
      }
    } finally {
      places.release();
    }
  }

  /** Takes what is free, or what slow uploads give back for it. */
  private boolean take(Semaphore room, int permits) throws InterruptedException {
    boolean taken = room.tryAcquire(permits);
    while (!taken && arrivals.cutSlowest()) {
      taken = room.tryAcquire(permits, HAND_OVER_MILLIS, TimeUnit.MILLISECONDS);
    }
    return taken;
  }

  private Predictions computed(byte[] picture) throws InterruptedException {
    working.acquire();
    try {
      return classifier.classify(picture);
    } finally {
      working.release();
    }
  }

  /** From now on there is no place; returns when what was taken on is done, or after the time. */
  void close(long time, TimeUnit unit) {
    try {
      if (!places.tryAcquire(most, time, unit)) {
        System.getLogger(Desk.class.getName())
            .log(System.Logger.Level.WARNING, "requests are cut off that took longer than " + time);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
