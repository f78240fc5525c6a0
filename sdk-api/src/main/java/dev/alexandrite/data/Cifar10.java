package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.Engines;
import java.nio.file.Path;

/**
 * CIFAR-10 in its binary form (Krizhevsky, "Learning multiple layers of features from tiny images",
 * 2009): 32×32 photographs of ten classes, files of 10,000 records of one label byte and 1,024 red,
 * green and blue bytes each.
 */
public final class Cifar10 {
  private Cifar10() {}

  /**
   * The 50,000 training images, {@code data_batch_1.bin} to {@code data_batch_5.bin}.
   *
   * @param folder the folder {@code cifar-10-batches-bin}
   * @return the images, in the order of the files
   * @throws DataException if a file is missing, of another length, or holds a label above 9
   */
  public static Dataset train(Path folder) {
    return Engines.load(DataEngine.class).cifar10(folder, true);
  }

  /**
   * The 10,000 test images, {@code test_batch.bin}.
   *
   * @param folder the folder {@code cifar-10-batches-bin}
   * @return the images, in the order of the file
   * @throws DataException if a file is missing, of another length, or holds a label above 9
   */
  public static Dataset test(Path folder) {
    return Engines.load(DataEngine.class).cifar10(folder, false);
  }
}
