package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.json.Brief;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The message about a file that is not what was written. */
final class Damage {
  private static final String REMEDY =
      "; the checkpoint is damaged: copy it again, or delete its folder and use an older one";

  private Damage() {}

  static DamagedException of(Path file, String found, String expected) {
    return of(file + ": found " + Brief.of(found) + ", expected " + Brief.of(expected), null);
  }

  static DamagedException of(Path file, RuntimeException cause) {
    return of(file + ": " + Brief.of(cause.getMessage()), cause);
  }

  static DamagedException unreadable(Path file, Exception cause) {
    return of(file + " cannot be read: " + cause, cause);
  }

  static DamagedException of(String finding, @Nullable Throwable cause) {
    return new DamagedException(finding, REMEDY, cause);
  }
}
