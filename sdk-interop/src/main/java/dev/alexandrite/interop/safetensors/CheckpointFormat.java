package dev.alexandrite.interop.safetensors;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.WeightsAlone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a checkpoint, every byte of which is checked before it is believed. */
public final class CheckpointFormat implements ModelFormat {
  /** Written last, so a folder that has it is a checkpoint. */
  private static final String MANIFEST = "manifest.json";

  /** Does nothing, as the service loader expects. */
  public CheckpointFormat() {}

  @Override
  public String name() {
    return "checkpoint";
  }

  /** None: {@code Classifier.save} and training write the folders. */
  @Override
  public List<String> suffixes() {
    return List.of();
  }

  @Override
  public boolean recognizes(FileHead head) {
    return Files.isDirectory(head.path()) && Files.isRegularFile(head.path().resolve(MANIFEST));
  }

  @Override
  public PretrainedModel load(Path folder, LoadOptions options) {
    return WeightsAlone.load(weights(folder), options, List.of());
  }

  @Override
  public WeightSource weights(Path folder) {
    return Checkpoint.open(folder).weights();
  }
}
