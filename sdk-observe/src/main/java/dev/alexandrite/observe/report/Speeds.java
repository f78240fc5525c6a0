package dev.alexandrite.observe.report;

import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.MetricsFile;
import dev.alexandrite.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How fast epochs were, which a checkpoint does not keep and the file beside it does. */
final class Speeds {
  private static final System.Logger LOG = System.getLogger(Report.class.getName());

  private Speeds() {}

  /** The epochs of a checkpoint, with their speed where the run's file has the same epoch. */
  static List<EpochPoint> beside(Path checkpoint, List<EpochReport> history) {
    Map<Integer, EpochPoint> known = new HashMap<>();
    Path file = checkpoint.toAbsolutePath().normalize().resolveSibling(MetricsFile.NAME);
    if (Files.isRegularFile(file)) {
      try {
        MetricsFile.read(file).lastEpochs().forEach(epoch -> known.put(epoch.epoch(), epoch));
      } catch (IOException e) {
        LOG.log(
            System.Logger.Level.WARNING, "the report lacks speeds: " + file + " cannot be read", e);
      }
    }
    return history.stream()
        .map(EpochPoint::of)
        .map(
            epoch -> {
              EpochPoint same = known.get(epoch.epoch());
              return same == null || same.step() != epoch.step()
                  ? epoch
                  : epoch.speed(same.imagesPerSecond(), same.waitShare());
            })
        .toList();
  }
}
