package dev.alexandrite.examples;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;

/** Training and held-out images: the user's own folder, or drawn ones. */
final class ImageData {
  /** The part of every class that is held out where a folder has no part of its own for it. */
  private static final double HELD_OUT = 0.2;

  private ImageData() {}

  /** Images drawn at run time; the held-out ones come from another seed. */
  static Split drawn(int training, int heldOut, int pixels, long seed) {
    return new Split(
        DrawnShapes.of(training, pixels, seed), DrawnShapes.of(heldOut, pixels, ~seed));
  }

  /** A folder with {@code train/} and {@code val/}, or one with a sub-folder for each class. */
  static Split folder(Path folder, long seed) {
    Path train = folder.resolve("train");
    Path validation = folder.resolve("val");
    Split split =
        Files.isDirectory(train) && Files.isDirectory(validation)
            ? new Split(ImageFolder.of(train), ImageFolder.of(validation))
            : ImageFolder.of(folder).split(HELD_OUT, seed);
    return new Split(cached(split.train()), cached(split.validation()));
  }

  /** Photographs are decoded once, as far as an eighth of the heap goes. */
  private static Dataset cached(Dataset images) {
    return CachedDataset.memory(images, Runtime.getRuntime().maxMemory() / 8);
  }
}
