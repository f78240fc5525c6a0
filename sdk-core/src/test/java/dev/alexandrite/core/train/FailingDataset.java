package dev.alexandrite.core.train;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands over a number of images, and throws from then on. */
record FailingDataset(Dataset source, int good, Throwable failure, AtomicInteger reads)
    implements Dataset {
  FailingDataset(Dataset source, int good, Throwable failure) {
    this(source, good, failure, new AtomicInteger());
  }

  @Override
  public Image image(int index) {
    if (reads.incrementAndGet() <= good) {
      return source.image(index);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  @Override
  public int size() {
    return source.size();
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public int label(int index) {
    return source.label(index);
  }

  @Override
  public String name(int index) {
    return source.name(index);
  }

  @Override
  public String fingerprint() {
    return source.fingerprint();
  }
}
