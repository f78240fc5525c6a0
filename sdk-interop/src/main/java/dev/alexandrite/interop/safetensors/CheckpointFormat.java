package dev.alexandrite.interop.safetensors;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.FileHead;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.ModelFormat;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.WeightsAlone;
import dev.alexandrite.model.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of a checkpoint or its archive, every byte of which is checked before it is believed,
 * or a folder of checkpoints, whose latest whole one is taken.
 */
public final class CheckpointFormat implements ModelFormat {
  /** Written last, so a folder that has it is a checkpoint. */
  private static final String MANIFEST = "manifest.json";

  /** Where the name of an archive's first file begins. */
  private static final int ARCHIVE_NAME = 30;

  /** Does nothing, as the service loader expects. */
  public CheckpointFormat() {}

  @Override
  public String name() {
    return "checkpoint";
  }

  /** None: {@code Classifier} and training write them. */
  @Override
  public List<String> suffixes() {
    return List.of();
  }

  @Override
  public boolean recognizes(FileHead head) {
    return Files.isDirectory(head.path()) || isArchive(head);
  }

  private static boolean isArchive(FileHead head) {
    return head.startsWith((byte) 'P', (byte) 'K', (byte) 3, (byte) 4)
        && head.text().startsWith(MANIFEST, ARCHIVE_NAME);
  }

  /** The checkpoint's own network, unless another one is to take the weights. */
  @Override
  public PretrainedModel load(Path folder, LoadOptions options) {
    Checkpoint checkpoint = checkpoint(folder);
    if (options.model() != null) {
      return WeightsAlone.load(checkpoint.weights(), options, List.of());
    }
    WeightsAlone.requireNoOtherFiles(folder.toString(), options);
    Recipe recipe = checkpoint.recipe();
    return new PretrainedModel(
        new Recipe(recipe.network(), WeightsAlone.pipeline(recipe, options)),
        checkpoint.weights(),
        Optional.ofNullable(options.rule()).orElse(WeightRule.exact()),
        options.classNames().isEmpty() ? checkpoint.classNames() : options.classNames(),
        checkpoint.statistics(),
        List.of());
  }

  @Override
  public WeightSource weights(Path folder) {
    return checkpoint(folder).weights();
  }

  private static Checkpoint checkpoint(Path folder) {
    return Files.isRegularFile(folder) || Files.exists(folder.resolve(MANIFEST))
        ? Checkpoint.open(folder)
        : Checkpoint.latest(folder)
            .orElseThrow(
                () ->
                    new ModelFileException(
                        folder
                            + " is a folder without a checkpoint in it; give the folder of a"
                            + " checkpoint, a folder of checkpoints, or a file"));
  }
}
