package dev.alexandrite.core.train;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands over a number of images, and throws from then on. */
final class FailingDataset extends ForwardingDataset {
  private final int good;
  private final Throwable failure;
  private final AtomicInteger reads = new AtomicInteger();

  FailingDataset(Dataset source, int good, Throwable failure) {
    super(source);
    this.good = good;
    this.failure = failure;
  }

  @Override
  public Image image(int index) {
    if (reads.incrementAndGet() <= good) {
      return super.image(index);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
