package dev.alexandrite.core.devices;

/**
 * Numbers on their way: runs of an array of the sender, which it leaves alone until all is read.
 */
final class Message {
  private float[] array = {};
  private int offset;
  private int stride;
  private int length;
  private int count;
  private long arrivesAt;

  void set(float[] from, int first, int apart, int each, int runs, long arrival) {
    array = from;
    offset = first;
    stride = apart;
    length = each;
    count = runs;
    arrivesAt = arrival;
  }

  /** When the link has carried it, by {@link System#nanoTime}. */
  long arrivesAt() {
    return arrivesAt;
  }

  /** The sender's array, of which only the message's own runs may be read. */
  float[] array() {
    return array;
  }

  /** Copies the runs to places that are {@code apart} from each other. */
  void copyTo(float[] to, int at, int apart) {
    for (int run = 0; run < count; run++) {
      System.arraycopy(array, offset + run * stride, to, at + run * apart, length);
    }
  }

  /** Adds the runs to what is at places that are {@code apart} from each other. */
  void addTo(float[] to, int at, int apart) {
    for (int run = 0; run < count; run++) {
      int from = offset + run * stride;
      int into = at + run * apart;
      for (int i = 0; i < length; i++) {
        to[into + i] += array[from + i];
      }
    }
  }
}
