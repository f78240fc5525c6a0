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

  /** Both doors, of which a classifier's leaves out what only a resumed run needs. */
  static void openAndLoad(Path folder) {
    try {
      Checkpoint.open(folder);
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
    }
    Classifier.load(folder, ClassifierOptions.defaults().backend("scalar")).close();
  }
}
