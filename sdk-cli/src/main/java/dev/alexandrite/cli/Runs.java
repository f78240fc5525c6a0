package dev.alexandrite.cli;

import dev.alexandrite.observe.RunFolders;
import java.nio.file.Path;

/** Where commands leave what nobody has named a place for. */
final class Runs {
  /** Checkpoints and records of trainings. */
  static final RunFolders TRAINED = RunFolders.in(Path.of("runs", "train"));

  private Runs() {}
}
