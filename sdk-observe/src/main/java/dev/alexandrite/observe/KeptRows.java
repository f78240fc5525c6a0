package dev.alexandrite.observe;

import dev.alexandrite.core.json.Brief;
import dev.alexandrite.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of a table of epochs stays when its run goes on.
 *
 * @param bytes what stays, the header included
 * @param rows how many rows of epochs that is
 */
record KeptRows(long bytes, int rows) {
  /**
   * Reads a table.
   *
   * @throws dev.alexandrite.TrainingException if it is of another run, or no such table
   */
  static KeptRows of(Path path, Resumption resumption, String header) {
    if (!isEmpty(path)) {
      resumption.requireLeave(path);
    }
    try (RecordLines lines = new RecordLines(path)) {
      String first = lines.next();
      if (first == null) {
        lines.requireTorn(header);
        return new KeptRows(0, 0);
      }
      if (!first.equals(header)) {
        throw Resumption.otherOrigin(
            path, "the header " + Brief.of(first), "the header " + Brief.of(header));
      }
      int rows = 0;
      long kept = lines.end();
      for (String row = lines.next();
          row != null && resumption.has(rows);
          row = lines.next(), rows++) {
        requireSame(path, row, resumption.epochs().get(rows));
        kept = lines.end();
      }
      return new KeptRows(kept, rows);
    }
  }

  private static boolean isEmpty(Path path) {
    try {
      return Files.size(path) == 0;
    } catch (IOException e) {
      throw Resumption.otherOrigin(path, e.toString(), "a file that can be read");
    }
  }

  /** What the run learned in an epoch is not what another one did. */
  private static void requireSame(Path path, String row, EpochReport epoch) {
    String begin = epoch.epoch() + "," + epoch.step() + "," + epoch.trainLoss() + ",";
    if (!row.startsWith(begin)) {
      throw Resumption.otherOrigin(
          path, "the row " + Brief.of(row), "one that begins with " + begin);
    }
  }
}
