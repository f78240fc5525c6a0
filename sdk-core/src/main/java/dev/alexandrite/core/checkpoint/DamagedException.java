package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where there is no whole checkpoint: other than one that is whole and does not fit, it may
 * be passed over for an older one.
 */
final class DamagedException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  private final String finding;

  DamagedException(String finding, String remedy, @Nullable Throwable cause) {
    super(finding + remedy);
    this.finding = finding;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** What was found, without what to do. */
  String finding() {
    return finding;
  }
}
