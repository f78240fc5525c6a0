package dev.alexandrite.observe.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendFileTest {
  @TempDir Path folder;

  @Test
  void whatIsKeptStaysAndTheRestIsCutOff() throws IOException {
    Path path = folder.resolve("new/file");
    try (AppendFile file = AppendFile.open(path, 0)) {
      file.append(new byte[] {1, 2, 3, 4});
    }
    try (AppendFile file = AppendFile.open(path, 2)) {
      assertEquals(2, Files.size(path));
      file.append(new byte[] {9});
      assertArrayEquals(new byte[] {1, 2, 9}, Files.readAllBytes(path));
    }
  }

  /** As a training thread is when its run is cancelled. */
  @Test
  void anInterruptedThreadWritesOn() throws IOException {
    Path path = folder.resolve("file");
    try (AppendFile file = AppendFile.open(path, 0)) {
      Thread.currentThread().interrupt();
      file.append(new byte[] {1});
      file.sync();
      file.append(new byte[] {2});
      assertTrue(Thread.interrupted());
    }
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(path));
  }

  @Test
  void aFullDiskIsWarnedOfOnce() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "skipped: there is no /dev/full here");
    List<String> warnings = new ArrayList<>();
    Logger logger = Logger.getLogger(AppendFile.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            warnings.add(logged.getMessage());
          }

          @Override
          public void flush() {
            // Nothing is kept.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    logger.addHandler(handler);
    try (AppendFile file = AppendFile.open(full, 0)) {
      file.append(new byte[] {1});
      file.append(new byte[] {2});
    } finally {
      logger.removeHandler(handler);
    }
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.getFirst().contains("/dev/full does not grow"), warnings::toString);
  }
}
