package dev.alexandrite.interop.safetensors;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.WeightsAlone;
import java.nio.file.Path;
import java.util.List;

/**
 * Weights as safetensors: a file, or the index of several. They are read where they lie, floats of
 * any size as weights and everything else by its description, and written as float32 in the order
 * of their names, as in a checkpoint.
 */
public final class SafetensorsFormat implements ModelFormat {
  /** Does nothing, as the service loader expects. */
  public SafetensorsFormat() {}

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public List<String> suffixes() {
    return List.of("safetensors");
  }

  /** A length that somebody may have meant, then JSON; or JSON that has a map of weights. */
  @Override
  public boolean recognizes(FileHead head) {
    boolean file = head.at(Long.BYTES) == '{' && "\"} \n".indexOf(head.at(Long.BYTES + 1)) >= 0;
    return file || (head.at(0) == '{' && head.text().contains('"' + ShardIndex.MAP + '"'));
  }

  @Override
  public PretrainedModel load(Path file, LoadOptions options) {
    return WeightsAlone.load(weights(file), options, List.of());
  }

  @Override
  public WeightSource weights(Path file) {
    return SafetensorsFile.open(file);
  }

  @Override
  public void save(PretrainedModel model, Path file) {
    SafetensorsSaver.save(model, file);
  }
}
