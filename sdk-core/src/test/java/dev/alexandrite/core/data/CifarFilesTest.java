package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CifarFilesTest {
  private static final int RECORD = 3073;

  @TempDir Path folder;

  private DataException refused() {
    return assertThrows(DataException.class, () -> CifarFiles.open(folder, false));
  }

  @Test
  void planesBecomePixels() throws IOException {
    byte[] file = new byte[10_000 * RECORD];
    file[RECORD] = 9;
    file[RECORD + 1 + 33] = 1; // red of row 1, column 1
    file[RECORD + 1 + 1024 + 33] = 2;
    file[RECORD + 1 + 2048 + 33] = 3;
    Files.write(folder.resolve("test_batch.bin"), file);
    Dataset test = CifarFiles.open(folder, false);
    assertEquals(10_000, test.size());
    assertEquals("truck", test.classNames().get(test.label(1)));
    Image image = test.image(1);
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(channel + 1, image.value(1, 1, channel));
    }
    assertEquals("test_batch.bin record 1", test.name(1));
  }

  @Test
  void aMissingFileIsNamed() {
    assertTrue(refused().getMessage().contains(folder.resolve("test_batch.bin").toString()));
  }

  @Test
  void aCutFileIsNamed() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), new byte[RECORD]);
    assertTrue(refused().getMessage().contains("found 3073 bytes, expected 30730000"));
  }

  @Test
  void aWrongLabelIsNamed() throws IOException {
    byte[] file = new byte[10_000 * RECORD];
    file[5 * RECORD] = 10;
    Files.write(folder.resolve("test_batch.bin"), file);
    assertTrue(refused().getMessage().contains("record 5 has label 10"));
  }

  @Test
  void theRealSetIsBalanced() {
    Path real = SharedData.require("cifar-10-batches-bin");
    Dataset train = CifarFiles.open(real, true);
    int[] counts = new int[10];
    for (int i = 0; i < train.size(); i++) {
      counts[train.label(i)]++;
    }
    for (int count : counts) {
      assertEquals(5_000, count);
    }
  }
}
