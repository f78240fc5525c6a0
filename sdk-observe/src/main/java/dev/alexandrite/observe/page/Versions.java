package dev.alexandrite.observe.page;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the changes of the page, so that a viewer is sent what it has not seen. */
final class Versions {
  private final AtomicLong clock = new AtomicLong(1);
  private final Map<Part, AtomicLong> changed = new EnumMap<>(Part.class);

  Versions() {
    for (Part part : Part.values()) {
      changed.put(part, new AtomicLong(clock.get()));
    }
  }

  /** Two fields are written, nothing is made. */
  void changed(Part part) {
    changedAt(part).set(clock.incrementAndGet());
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
    return changedAt(part).get();
  }

  private AtomicLong changedAt(Part part) {
    return Objects.requireNonNull(changed.get(part));
  }
}
