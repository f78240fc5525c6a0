package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The operations of a disk that can fail while a checkpoint is written. */
interface CheckpointStorage {
  /** Opens a new file for writing; closing it forces its bytes to the device. */
  OutputStream create(Path file) throws IOException;

  /** Renames a folder in one indivisible step and forces the change to the device. */
  void commit(Path from, Path to) throws IOException;
}
