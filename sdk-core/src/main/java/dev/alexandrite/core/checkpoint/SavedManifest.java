package dev.alexandrite.core.checkpoint;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.core.json.RecordPart;
import dev.alexandrite.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code manifest.json} of a classifier that was saved, and the part of every {@link
 * Manifest} that describes it: all but what only a resumed run needs.
 *
 * @param network the graph
 * @param pipeline the way of a picture into the network
 * @param classNames the classes, in the order of the network's outputs
 * @param state where the run stood
 * @param provenance where the weights come from
 * @param files the safetensors files
 * @param task what the outputs mean; empty for classes, as before there was a choice
 */
public record SavedManifest(
    NetworkForm network,
    InputPipeline pipeline,
    List<String> classNames,
    Counters state,
    Provenance provenance,
    List<FileRecord> files,
    Optional<Task> task) {
  /** Copies the lists. */
  public SavedManifest {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
  }

  /**
   * The form of before there was a choice of task.
   *
   * @param network the graph
   * @param pipeline the way of a picture into the network
   * @param classNames the classes, in the order of the network's outputs
   * @param state where the run stood
   * @param provenance where the weights come from
   * @param files the safetensors files
   */
  public SavedManifest(
      NetworkForm network,
      InputPipeline pipeline,
      List<String> classNames,
      Counters state,
      Provenance provenance,
      List<FileRecord> files) {
    this(network, pipeline, classNames, state, provenance, files, Optional.empty());
  }

  /**
   * The components of a {@link TrainingState} that say how long a network was trained.
   *
   * @param epoch finished epochs
   * @param step batches trained
   * @param updates optimiser updates, which are an application's steps
   */
  public record Counters(int epoch, long step, long updates) implements RecordPart {
    /** Checks them. */
    public Counters {
      if (epoch < 0 || step < 0 || updates < 0) {
        throw new IllegalArgumentException(
            "epoch " + epoch + ", step " + step + ", updates " + updates + ": below 0");
      }
    }

    /**
     * The form of before updates were saved with a classifier.
     *
     * @param epoch finished epochs
     * @param step batches trained
     */
    public Counters(int epoch, long step) {
      this(epoch, step, step);
    }
  }

  /** The same with the files that were written. */
  SavedManifest files(List<FileRecord> written) {
    return new SavedManifest(network, pipeline, classNames, state, provenance, written, task);
  }
}
