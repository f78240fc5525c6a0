package dev.alexandrite.fuzz;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Manifests whose checksum is right, beside weights that are as they were written. */
final class ManifestReader implements Reader {
  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    CheckpointBytes.copy(CheckpointBytes.WEIGHTS, scratch);
    CheckpointBytes.copy(CheckpointBytes.OPTIMIZER, scratch);
    CheckpointBytes.writeManifest(bytes, scratch);
    openAndLoad(scratch);
  }

  /** What one door takes, the other takes: both look at the whole. */
  static void openAndLoad(Path folder) {
    try {
      Checkpoint.open(folder);
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
      requireUnloadable(folder);
      return;
    }
    Classifier.load(folder, ClassifierOptions.defaults().backend("scalar")).close();
  }

  private static void requireUnloadable(Path folder) {
    try (Classifier loaded =
        Classifier.load(folder, ClassifierOptions.defaults().backend("scalar"))) {
      throw new AssertionError("Classifier.load takes what Checkpoint.open refuses: " + loaded);
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
    }
  }
}
