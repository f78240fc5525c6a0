package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class CacheTest {
  private static final int BYTES = 3 * 16 * 16;

  @TempDir Path folder;

  private static Dataset drawn() {
    return new DrawnDataset(10, 16, 3);
  }

  @Test
  void memoryKeepsUpToItsLimit() {
    var cache = new MemoryCache(drawn(), 2 * BYTES + 1);
    for (int i = 0; i < cache.size(); i++) {
      cache.image(i);
    }
    assertEquals(2 * BYTES, cache.bytes());
    assertSame(cache.image(1), cache.image(1));
    assertNotSame(cache.image(2), cache.image(2));
    assertArrayEquals(drawn().image(2).rgb(), cache.image(2).rgb());
    assertEquals(drawn().fingerprint(), cache.fingerprint());
  }

  @Test
  void diskGivesTheSamePixelsAgain() throws IOException {
    Path file = folder.resolve("deep/pixels.cache");
    Dataset first = DiskCache.open(drawn(), file);
    long modified = Files.getLastModifiedTime(file).toMillis();
    Dataset again = DiskCache.open(drawn(), file);
    assertEquals(modified, Files.getLastModifiedTime(file).toMillis());
    for (int i = 0; i < 10; i++) {
      assertArrayEquals(drawn().image(i).rgb(), first.image(i).rgb());
      assertArrayEquals(drawn().image(i).rgb(), again.image(i).rgb());
    }
  }

  @Test
  void aFileOfOtherDataIsRefusedAndKept() throws IOException {
    Path file = folder.resolve("pixels.cache");
    DiskCache.open(drawn(), file);
    byte[] before = Files.readAllBytes(file);
    Dataset other = new DrawnDataset(10, 16, 4);
    var e = assertThrows(DataException.class, () -> DiskCache.open(other, file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aCutFileIsRefused() throws IOException {
    Path file = folder.resolve("pixels.cache");
    DiskCache.open(drawn(), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 100, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertThrows(DataException.class, () -> DiskCache.open(drawn(), file));
    }
  }

  @Test
  void otherPixelsUnderTheSameNamesAreRefused() {
    Path file = folder.resolve("pixels.cache");
    DiskCache.open(drawn(), file);
    Dataset brighter =
        new ForwardingDataset(drawn()) {
          @Override
          public Image image(int index) {
            byte[] rgb = super.image(index).rgb().clone();
            rgb[0]++;
            return new Image(16, 16, rgb);
          }
        };
    assertEquals(drawn().fingerprint(), brighter.fingerprint());
    var e = assertThrows(DataException.class, () -> DiskCache.open(brighter, file));
    assertTrue(e.getMessage().contains("not a cache of this data set"), e.getMessage());
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    Path file = folder.resolve("pixels.cache");
    DiskCache.open(drawn(), file);
    byte[] bytes = Files.readAllBytes(file);
    for (int flip = 0; flip < 300; flip++) {
      byte[] damaged = bytes.clone();
      damaged[(int) ((long) flip * bytes.length / 300)] ^= (byte) (1 << flip % 8);
      Path copy = Files.write(folder.resolve("damaged" + flip), damaged);
      assertThrows(
          DataException.class,
          () -> {
            Dataset cached = DiskCache.open(drawn(), copy);
            for (int i = 0; i < cached.size(); i++) {
              cached.image(i);
            }
          },
          "bit " + flip);
    }
  }

  @Test
  void whatAKilledWriterLeftIsDeletedAndWhatOneWritesIsNot() throws IOException {
    Path file = folder.resolve("pixels.cache");
    Path abandoned = Files.write(folder.resolve("pixels.cache.123.part"), new byte[3]);
    Path foreign = Files.write(folder.resolve("pixels.cache.mine.part"), new byte[3]);
    Path used = Files.write(folder.resolve("pixels.cache.456.part"), new byte[3]);
    try (FileChannel channel = FileChannel.open(used, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      DiskCache.open(drawn(), file);
    }
    assertFalse(Files.exists(abandoned));
    assertTrue(Files.exists(foreign));
    assertTrue(Files.exists(used));
  }

  @Test
  void writersAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (int trial = 0; trial < 100; trial++) {
        Path file = folder.resolve("cache-" + trial);
        List<Callable<Dataset>> writers =
            Collections.nCopies(6, () -> DiskCache.open(drawn(), file));
        for (Future<Dataset> cached : threads.invokeAll(writers)) {
          assertArrayEquals(drawn().image(3).rgb(), cached.get().image(3).rgb());
        }
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(100, all.count(), "nothing unfinished is left");
    }
  }

  @Test
  @Timeout(30)
  void aPipeOrAFolderIsRefusedAndNotOpened() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    for (Path file : List.of(pipe, folder)) {
      var e = assertThrows(DataException.class, () -> DiskCache.open(drawn(), file));
      assertTrue(e.getMessage().contains(file + ": it is a "), e.getMessage());
    }
    Files.move(pipe, folder.resolve("test_batch.bin"));
    var e = assertThrows(DataException.class, () -> CifarFiles.open(folder, false));
    assertTrue(e.getMessage().contains("it is a pipe"), e.getMessage());
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsNamed() throws IOException {
    Path file = folder.resolve("pixels.cache");
    Dataset cached = DiskCache.open(new DrawnDataset(100, 64, 3), file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(8192);
    }
    var e = assertThrows(DataException.class, () -> cached.image(99));
    assertTrue(e.getMessage().contains(file + " became shorter"), e.getMessage());
  }

  @Test
  void aFailureLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("pixels.cache");
    Dataset failing = new FailingDataset(drawn(), 7);
    assertThrows(DataException.class, () -> DiskCache.open(failing, file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path noFolder = Files.write(folder.resolve("a-file"), new byte[1]);
    Path file = noFolder.resolve("pixels.cache");
    var e = assertThrows(DataException.class, () -> DiskCache.open(drawn(), file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("free space"), e.getMessage());
  }

  /** A data set with one bad image. */
  static final class FailingDataset extends ForwardingDataset {
    private final int bad;

    FailingDataset(Dataset source, int bad) {
      super(source);
      this.bad = bad;
    }

    @Override
    public Image image(int index) {
      if (index == bad) {
        throw new DataException("image " + name(index) + ": it is bad");
      }
      return super.image(index);
    }
  }
}
