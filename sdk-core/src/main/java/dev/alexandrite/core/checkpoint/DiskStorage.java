package dev.alexandrite.core.checkpoint;

import dev.alexandrite.SafeText;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The real disk. */
class DiskStorage implements CheckpointStorage {
  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public OutputStream create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    OutputStream buffered =
        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    return new FilterOutputStream(buffered) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        if (channel.isOpen()) {
          out.flush();
          channel.force(true);
        }
        super.close();
      }
    };
  }

  @Override
  public void commit(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      forceFolder(folder);
    }
  }

  /** Makes the rename durable. Windows cannot open folders, and makes renames durable itself. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      System.getLogger(DiskStorage.class.getName())
          .log(
              System.Logger.Level.DEBUG,
              "the folder " + SafeText.of(folder) + " cannot be forced to disk",
              e);
    }
  }
}
