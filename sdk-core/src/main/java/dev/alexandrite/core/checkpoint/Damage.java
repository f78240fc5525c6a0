package dev.alexandrite.core.checkpoint;

import dev.alexandrite.core.json.Brief;
import org.jspecify.annotations.Nullable;

/** The message about a file that is not what was written. */
final class Damage {
  private static final String REMEDY =
      "; the checkpoint is damaged: copy it again, or delete its folder and use an older one";

  private Damage() {}

  static DamagedException of(CheckpointFiles files, String file, String found, String expected) {
    return new DamagedException(
        files.name(file) + ": found " + Brief.of(found) + ", expected " + Brief.of(expected),
        files.remedy(),
        null);
  }

  static DamagedException of(CheckpointFiles files, String file, RuntimeException cause) {
    return new DamagedException(
        files.name(file) + ": " + Brief.of(cause.getMessage()), files.remedy(), cause);
  }

  static DamagedException unreadable(CheckpointFiles files, String file, Exception cause) {
    return new DamagedException(
        files.name(file) + " cannot be read: " + cause, files.remedy(), cause);
  }

  static DamagedException of(String finding, @Nullable Throwable cause) {
    return new DamagedException(finding, REMEDY, cause);
  }
}
