package dev.alexandrite.cli;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that has been read, and where it was found.
 *
 * @param path the file or checkpoint that was read; of a run the checkpoint that was taken
 * @param last the last checkpoint of the run, where a run was named
 * @param pretrained what was read
 */
record LoadedModel(Path path, Optional<Checkpoint> last, PretrainedModel pretrained)
    implements AutoCloseable {
  /** Whether it is of this SDK, so that it says where it comes from. */
  boolean isCheckpoint() {
    return Files.isDirectory(path) || Text.lower(path).endsWith(".zip");
  }

  Recipe recipe() {
    return pretrained.recipe();
  }

  /** A classifier that computes as the options say, closed by the caller. */
  Classifier classifier(ClassifierOptions options) {
    return pretrained.classifierBuilder().options(options).build();
  }

  @Override
  public void close() {
    pretrained.close();
  }
}
