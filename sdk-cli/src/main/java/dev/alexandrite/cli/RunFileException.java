package dev.alexandrite.cli;

import dev.alexandrite.SafeText;
import java.nio.file.Path;

/** A run file that cannot be used; the message names the file and, where there is one, the line. */
final class RunFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private RunFileException(String message) {
    super(SafeText.message(message));
  }

  static RunFileException of(Path file, String wrong) {
    return new RunFileException("--config " + file + " " + wrong);
  }

  /**
   * Names the line.
   *
   * @param line from 1
   */
  static RunFileException at(Path file, int line, String wrong) {
    return new RunFileException("--config " + file + ", line " + line + ": " + wrong);
  }
}
