package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of a checkpoint in its folder. */
record FolderFiles(Path folder) implements CheckpointFiles {
  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public String name(String file) {
    return folder.resolve(file).toString();
  }

  @Override
  public boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  @Override
  public long size(String file) throws IOException {
    return Files.size(folder.resolve(file));
  }

  @Override
  public SeekableByteChannel open(String file) throws IOException {
    return FileChannel.open(folder.resolve(file), StandardOpenOption.READ);
  }

  @Override
  public String remedy() {
    return "; the checkpoint is damaged: copy it again, or delete its folder and use an older one";
  }
}
