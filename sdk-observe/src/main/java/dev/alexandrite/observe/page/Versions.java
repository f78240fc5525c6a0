package dev.alexandrite.observe.page;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the changes of the page, so that a viewer is sent what it has not seen. */
final class Versions {
  private final AtomicLong clock = new AtomicLong(1);
  private final AtomicLongArray changed = new AtomicLongArray(Part.values().length);

  Versions() {
    changed(Part.values());
  }

  /** Two fields are written, nothing is made. */
  void changed(Part part) {
    changed.set(part.ordinal(), clock.incrementAndGet());
  }

  void changed(Part... parts) {
    for (Part part : parts) {
      changed(part);
    }
  }

  /** The latest change. */
  long now() {
    return clock.get();
  }

  /** The latest change of a part. */
  long of(Part part) {
    return changed.get(part.ordinal());
  }
}
