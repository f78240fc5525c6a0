package dev.alexandrite.core.checkpoint;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.Provenance;
import java.util.List;

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
 */
public record Manifest(
    NetworkForm network,
    InputPipeline pipeline,
    List<String> classNames,
    TrainingState state,
    RunSettings settings,
    Provenance provenance,
    List<FileRecord> files) {
  /** Copies the lists. */
  public Manifest {
    classNames = List.copyOf(classNames);
    files = List.copyOf(files);
  }

  /** The same with the files that were written. */
  Manifest files(List<FileRecord> written) {
    return new Manifest(network, pipeline, classNames, state, settings, provenance, written);
  }
}
