package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import java.nio.file.Path;

/** The message about a file that is not what was written. */
final class Damage {
  static final String REMEDY =
      "; the checkpoint is damaged: copy it again, or delete its folder and use an older one";

  private Damage() {}

  static CheckpointException of(Path file, String found, String expected) {
    return new CheckpointException(file + ": found " + found + ", expected " + expected + REMEDY);
  }
}
