package dev.alexandrite.core.devices;

/** One device's end of the links, for one kind of messages. */
final class Channel {
  private final Links links;
  private final Links.Lane lane;
  private final int rank;

  Channel(Links links, Links.Lane lane, int rank) {
    this.links = links;
    this.lane = lane;
    this.rank = rank;
  }

  /** The number of this device, from 0 on. */
  int rank() {
    return rank;
  }

  /** The number of devices. */
  int size() {
    return links.devices();
  }

  void post(int to, float[] array, int offset, int stride, int length, int count) {
    links.mailbox(lane, rank, to).post(array, offset, stride, length, count);
  }

  Message take(int from) {
    return links.mailbox(lane, from, rank).take();
  }

  void done(int from) {
    links.mailbox(lane, from, rank).markRead();
  }

  /** Waits until the others have read everything that this device posted. */
  void settle() {
    for (int to = 0; to < size(); to++) {
      if (to != rank) {
        links.mailbox(lane, rank, to).settle();
      }
    }
  }
}
