package dev.alexandrite.core.checkpoint;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.data.Task;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code manifest.json}: everything about a checkpoint but the tensors' values.
 *
 * @param network the graph
 * @param pipeline the way of a picture into the network
 * @param classNames the classes, in the order of the network's outputs
 * @param state where the run stands
 * @param settings the run's options
 * @param provenance where the checkpoint comes from
 * @param files the safetensors files
 * @param task what the outputs mean; empty for classes, as before there was a choice
 */
public record Manifest(
    NetworkForm network,
    InputPipeline pipeline,
    List<String> classNames,
    TrainingState state,
    RunSettings settings,
    Provenance provenance,
    List<FileRecord> files,
    Optional<Task> task) {
  /** Copies the lists. */
  public Manifest {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
  }

  /**
   * The form of before there was a choice of task.
   *
   * @param network the graph
   * @param pipeline the way of a picture into the network
   * @param classNames the classes, in the order of the network's outputs
   * @param state where the run stands
   * @param settings the run's options
   * @param provenance where the checkpoint comes from
   * @param files the safetensors files
   */
  public Manifest(
      NetworkForm network,
      InputPipeline pipeline,
      List<String> classNames,
      TrainingState state,
      RunSettings settings,
      Provenance provenance,
      List<FileRecord> files) {
    this(network, pipeline, classNames, state, settings, provenance, files, Optional.empty());
  }

  /** The same with the files that were written. */
  Manifest files(List<FileRecord> written) {
    return new Manifest(network, pipeline, classNames, state, settings, provenance, written, task);
  }
}
