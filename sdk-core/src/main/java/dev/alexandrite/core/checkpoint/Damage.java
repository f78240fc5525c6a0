package dev.alexandrite.core.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The message about a file that is not what was written. */
final class Damage {
  private static final String REMEDY =
      "; the checkpoint is damaged: copy it again, or delete its folder and use an older one";

  private Damage() {}

  static DamagedException of(Path file, String found, String expected) {
    return of(file + ": found " + found + ", expected " + expected, null);
  }

  static DamagedException unreadable(Path file, Exception cause) {
    return of(file + " cannot be read: " + cause, cause);
  }

  static DamagedException of(String finding, @Nullable Throwable cause) {
    return new DamagedException(finding, REMEDY, cause);
  }
}
