package dev.alexandrite.core.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.StatisticsTensors;
import dev.alexandrite.core.checkpoint.TensorSink;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.core.weights.Magnitude;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a whole checkpoint back into the store that it was saved from. */
final class StateRestorer implements TensorSink {
  private final Path checkpoint;
  private final NamedTensors tensors;
  private final Map<String, Shape> missing = new LinkedHashMap<>();
  private final StatisticsTensors statistics = new StatisticsTensors();

  private StateRestorer(Path checkpoint, NamedTensors tensors) {
    this.checkpoint = checkpoint;
    this.tensors = tensors;
    for (TensorSpec tensor : tensors.tensors()) {
      missing.put(tensor.name(), tensor.shape());
    }
  }

  /** Fills the store and returns what was learned of the data. */
  static DataStatistics restore(Path checkpoint, CheckpointReader reader, NamedTensors tensors) {
    StateRestorer restorer = new StateRestorer(checkpoint, tensors);
    reader.weights(restorer);
    reader.optimizer(restorer);
    if (!restorer.missing.isEmpty()) {
      throw restorer.misfit("lacks the tensors " + restorer.missing.keySet());
    }
    return restorer.statistics.build();
  }

  @Override
  public void accept(String name, Shape shape, TensorValues values) {
    if (StatisticsTensors.owns(name)) {
      statistics.accept(name, shape, values);
    } else if (shape.equals(missing.remove(name))) {
      values.forEach(
          (from, piece) -> {
            if (!Magnitude.allFinite(piece)) {
              throw misfit("has a tensor " + name + " with numbers that are not finite");
            }
            tensors.upload(name, from, piece);
          });
    } else {
      throw misfit("has a tensor " + name + " of shape " + shape + " that this run does not have");
    }
  }

  private CheckpointException misfit(String finding) {
    return new CheckpointException(
        "cannot resume "
            + checkpoint
            + ": it "
            + finding
            + "; resume with the options and the release that wrote it");
  }
}
