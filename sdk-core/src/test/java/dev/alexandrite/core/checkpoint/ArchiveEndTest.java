package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.train.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive's file ends with the directory of its two files, which other tools believe. */
class ArchiveEndTest {
  @TempDir static Path temp;

  private static byte[] manifest;
  private static byte[] weights;
  private static byte[] whole;
  private static int end;

  @BeforeAll
  static void train() throws IOException {
    Path folder = temp.resolve("folder");
    Path archive = temp.resolve("model.zip");
    try (Classifier classifier = SmallRun.trainer().epochs(1).fit().classifier()) {
      classifier.save(folder);
      classifier.pack(archive);
    }
    manifest = Files.readAllBytes(folder.resolve(ManifestFile.NAME));
    weights = Files.readAllBytes(folder.resolve(CheckpointWriter.WEIGHTS));
    whole = Files.readAllBytes(archive);
    end = endOfWeights();
  }

  private static int endOfWeights() {
    for (int i = whole.length - weights.length; i >= 0; i--) {
      if (Arrays.equals(whole, i, i + weights.length, weights, 0, weights.length)) {
        return i + weights.length;
      }
    }
    throw new AssertionError("no weights");
  }

  private static Path file(byte[] bytes) throws IOException {
    return Files.write(temp.resolve("changed.zip"), bytes);
  }

  private static void assertRefused(byte[] bytes, String what) throws IOException {
    Path file = file(bytes);
    String message =
        assertThrows(CheckpointException.class, () -> Checkpoint.open(file), what).getMessage();
    assertTrue(message.startsWith(file + " does not end as an archive"), message);
    assertTrue(message.contains("found, at byte "), message);
    assertTrue(message.length() < 1_200, message);
  }

  @Test
  void whatFollowsIsRefused() throws IOException {
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "a byte");
    assertRefused(Arrays.copyOf(whole, whole.length + 100_000), "many");
    byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
    System.arraycopy(whole, 0, twice, whole.length, whole.length);
    assertRefused(twice, "another archive");
  }

  @Test
  void anEndThatIsCutOffIsRefused() throws IOException {
    for (int length = end; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "cut after " + length);
    }
  }

  @Test
  void aDirectoryOfMoreOrOtherFilesIsRefused() throws IOException {
    for (String third : List.of(ManifestFile.NAME, "../" + ManifestFile.NAME, "n".repeat(2_000))) {
      ArchiveBytes bytes =
          new ArchiveBytes()
              .add(ManifestFile.NAME, manifest)
              .add(CheckpointWriter.WEIGHTS, weights)
              .add(third, manifest);
      assertRefused(bytes.toBytes(), "a third file");
    }
    ArchiveBytes good =
        new ArchiveBytes().add(ManifestFile.NAME, manifest).add(CheckpointWriter.WEIGHTS, weights);
    Checkpoint.open(file(good.toBytes()));
    assertRefused(good.toBytesAlone(), "no directory");
  }

  /** Dates, attributes and the like may change; where another tool finds the files may not. */
  @Test
  void anyByteOfTheEndIsTheSameToOtherToolsOrRefused() throws IOException {
    int refused = 0;
    for (int place = end; place < whole.length; place++) {
      byte[] changed = whole.clone();
      changed[place] ^= 0x40;
      Path file = file(changed);
      try {
        Checkpoint.open(file);
        assertOtherToolsAgree(file, place - end);
      } catch (CheckpointException e) {
        assertTrue(e.toString().contains(file + " does not end as an archive"), e.toString());
        refused++;
      }
    }
    assertTrue(refused > 60, refused + " refused");
  }

  private static void assertOtherToolsAgree(Path file, int place) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      assertEquals(ArchiveEntry.FILES, entries.stream().map(ZipEntry::getName).toList());
      assertArrayEquals(manifest, zip.getInputStream(entries.get(0)).readAllBytes(), "" + place);
      assertArrayEquals(weights, zip.getInputStream(entries.get(1)).readAllBytes(), "" + place);
    } catch (ZipException e) {
      assertTrue(
          place < 200, e.toString()); // it finds none at all, by flags that mean nothing here
    }
  }
}
