package dev.alexandrite.examples;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/** Files in CIFAR-10's binary form: black pictures but for the first few records. */
final class CifarFiles {
  private static final int RECORD = 1 + 3 * 32 * 32;
  private static final long RECORDS = 10_000;
  private static final int FILLED = 300;

  private CifarFiles() {}

  /** Writes all six; what is not filled takes no room on most file systems. */
  static void write(Path folder) throws IOException {
    List<String> names =
        List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin");
    for (String name : names) {
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(RECORDS * RECORD);
        file.write(records());
      }
    }
  }

  /** Each class has a brightness of its own. */
  private static byte[] records() {
    byte[] bytes = new byte[FILLED * RECORD];
    for (int record = 0; record < FILLED; record++) {
      int label = record % 10;
      for (int i = 0; i < RECORD; i++) {
        bytes[record * RECORD + i] = (byte) (i == 0 ? label : 25 * label);
      }
    }
    return bytes;
  }
}
