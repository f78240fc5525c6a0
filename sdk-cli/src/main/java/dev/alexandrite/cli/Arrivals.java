package dev.alexandrite.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uploads while they are read. A slow one may take its time as long as nobody else wants its place:
 * clients that send a byte now and then would otherwise hold all places, at no cost to them.
 */
final class Arrivals {
  /** Bytes a second; what arrives slower makes room. */
  private static final long LEAST_RATE = 64 << 10;

  private final Duration grace;
  private final Set<Arrival> arriving = ConcurrentHashMap.newKeySet();

  /**
   * Starts without any.
   *
   * @param grace how long an upload is not yet called slow
   */
  Arrivals(Duration grace) {
    this.grace = grace;
  }

  /**
   * Reads an upload on the calling thread.
   *
   * @throws UploadException if it does not arrive, or was cut off
   */
  byte[] read(InputStream upload, int length) throws UploadException {
    Arrival arrival = new Arrival(Thread.currentThread(), System.nanoTime());
    arriving.add(arrival);
    try {
      return arrival.read(upload, length);
    } finally {
      arriving.remove(arrival);
    }
  }

  /**
   * Cuts off the slowest of the slow uploads; its thread gives back in a moment what it holds.
   *
   * @return whether there was one
   */
  boolean cutSlowest() {
    long now = System.nanoTime();
    return arriving.stream()
        .filter(arrival -> now - arrival.began > grace.toNanos())
        .filter(arrival -> arrival.rate(now) < LEAST_RATE)
        .sorted(Comparator.comparingDouble(arrival -> arrival.rate(now)))
        .anyMatch(Arrival::cut);
  }

  /** One upload, from its first byte to its last. */
  private static final class Arrival {
    private final Thread reader;
    private final long began;
    private volatile int arrived;
    private boolean cut;
    private boolean over;

    Arrival(Thread reader, long began) {
      this.reader = reader;
      this.began = began;
    }

    double rate(long now) {
      return arrived * 1e9 / (now - began);
    }

    byte[] read(InputStream upload, int length) throws UploadException {
      byte[] bytes = new byte[length];
      int at = 0;
      try {
        while (at < length) {
          int more = upload.read(bytes, at, length - at);
          if (more < 0) {
            throw new UploadException(
                "the upload ended after " + at + " of " + length + " bytes", null);
          }
          at += more;
          arrived = at;
        }
      } catch (UploadException e) {
        throw e;
      } catch (IOException e) { // the JDK's stream of a length, too, where that is not reached
        throw new UploadException("the upload of " + length + " bytes could not be read: " + e, e);
      } finally {
        end();
      }
      return bytes;
    }

    /** An interrupt closes the connection; after the end it would hit other work. */
    synchronized boolean cut() {
      if (cut || over) {
        return false;
      }
      cut = true;
      reader.interrupt();
      return true;
    }

    private synchronized void end() throws UploadException {
      over = true;
      if (cut) {
        throw new UploadException("the upload was slow, and others waited for its place", null);
      }
    }
  }
}
