package dev.alexandrite.core.train;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.StatisticsTensors;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of the weights of the best epoch so far, for a run that ends with them. */
final class BestWeights {
  private final ModelState model;
  private final Map<String, float[]> copies = new HashMap<>();
  private SavedManifest.@Nullable Counters counters;

  private BestWeights(ModelState model) {
    this.model = model;
  }

  /**
   * The copy of a run that may have been resumed; null if it ends with its last weights. What was
   * best before comes from that epoch's checkpoint.
   */
  static @Nullable BestWeights of(
      TrainingConfig config, ModelState model, Progress progress, TrainingListener listeners) {
    if (!asked(config)) {
      return null;
    }
    BestWeights best = new BestWeights(model);
    CheckpointPolicy policy = config.checkpoints();
    if (policy != null && progress.best().isPresent()) {
      Path checkpoint = new CheckpointFolder(policy.directory()).of(progress.bestStep());
      if (Files.isDirectory(checkpoint)) {
        best.takeFrom(checkpoint, listeners);
      } else {
        warn(listeners, checkpoint + " is not there any more");
      }
    }
    return best;
  }

  private void takeFrom(Path checkpoint, TrainingListener listeners) {
    try {
      CheckpointReader reader = new CheckpointReader(checkpoint);
      reader.weights(this::take);
      counters = reader.origin().counters();
    } catch (CheckpointException e) {
      copies.clear();
      warn(listeners, e.getMessage());
    }
  }

  private static void warn(TrainingListener listeners, @Nullable String why) {
    listeners.onWarning(
        "the weights of the best epoch so far cannot be restored: "
            + why
            + "; unless a later epoch is better, the classifier has the last weights");
  }

  private static boolean asked(TrainingConfig config) {
    return config.earlyStop() != null && config.earlyStop().restoreBest();
  }

  /** The heap that the copy will take. */
  static long bytes(TrainingConfig config) {
    if (!asked(config)) {
      return 0;
    }
    List<ParameterSpec> parameters = config.model().network().parameters();
    List<ParameterSpec> averages = config.updates().averageDecay() > 0 ? parameters : List.of();
    return Stream.of(parameters, averages, config.model().network().state())
        .flatMap(List::stream)
        .mapToLong(tensor -> (long) Float.BYTES * tensor.shape().elements())
        .sum();
  }

  private void take(String name, Shape shape, TensorValues values) {
    if (!StatisticsTensors.owns(name)) {
      copies.put(name, values.toArray(shape.elements()));
    }
  }

  /** Copies the weights of now, into the same memory each time. */
  void keep(SavedManifest.Counters now) {
    counters = now;
    for (TensorSpec tensor : model.weights()) {
      float[] copy =
          copies.computeIfAbsent(tensor.name(), name -> new float[tensor.shape().elements()]);
      model.read(tensor.name()).copyTo(copy);
    }
  }

  /** How long the network was trained whose weights are handed over. */
  SavedManifest.Counters countersOr(SavedManifest.Counters last) {
    return counters == null ? last : counters;
  }

  /** The epoch whose weights are handed over, counted from 0, if they are not those of now. */
  OptionalInt restored(SavedManifest.Counters last) {
    return counters == null || counters.equals(last)
        ? OptionalInt.empty()
        : OptionalInt.of(counters.epoch() - 1);
  }

  /** Writes the copy into the run's own tensors; nothing if no epoch was finished. */
  void restore() {
    for (TensorSpec tensor : model.weights()) {
      float[] values = copies.get(tensor.name());
      if (values != null) { // what a checkpoint lacks keeps its value
        model.write(tensor.name(), values);
      }
    }
  }
}
