package dev.alexandrite.fuzz;

import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Bytes at the beginning of a CIFAR-10 file of the length that all of them have. */
final class CifarReader implements Reader {
  private static final int RECORD = 1 + 3 * 32 * 32;
  private static final long FILE = 10_000L * RECORD;

  @Override
  public void read(byte[] bytes, Path scratch) throws IOException {
    Path file = scratch.resolve("test_batch.bin");
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(FILE); // a hole, where the disk has them
      out.write(bytes);
    }
    Dataset images = Cifar10.test(scratch);
    for (int index = 0; index <= bytes.length / RECORD; index++) {
      images.label(index);
      images.image(index);
    }
  }

  /** One image of the class 3. */
  static byte[] seed() {
    byte[] record = new byte[RECORD];
    record[0] = 3;
    return record;
  }
}
