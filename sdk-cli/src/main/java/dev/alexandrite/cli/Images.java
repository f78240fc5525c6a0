package dev.alexandrite.cli;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Labelled images: the user's folder, CIFAR-10's files, or drawn ones. */
final class Images {
  private static final String CIFAR_TEST = "test_batch.bin";

  /** The part of every class that is held out where a folder has no part of its own for it. */
  private static final double HELD_OUT = 0.2;

  private static final int DRAWN_HELD_OUT = 1000;

  private Images() {}

  /** To train on and to validate with. */
  static Split split(Path folder, long seed) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return new Split(Cifar10.train(folder), Cifar10.test(folder));
    }
    Split split =
        hasParts(folder)
            ? new Split(training(folder), labelled(folder))
            : ImageFolder.of(folder).split(HELD_OUT, seed);
    return new Split(cached(split.train()), cached(split.validation()));
  }

  /** What {@link #split} trains on, or all of a folder that has no part of its own for it. */
  static Dataset training(Path folder) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return Cifar10.train(folder);
    }
    return ImageFolder.of(hasParts(folder) ? folder.resolve("train") : folder);
  }

  /** What a folder has of its own to validate with. */
  static Optional<Dataset> heldOut(Path folder) {
    boolean own = Files.exists(folder.resolve(CIFAR_TEST)) || hasParts(folder);
    return own ? Optional.of(labelled(folder)) : Optional.empty();
  }

  private static boolean hasParts(Path folder) {
    return Files.isDirectory(folder.resolve("train")) && Files.isDirectory(folder.resolve("val"));
  }

  /** To evaluate with: of train/ and val/ the latter, of CIFAR-10 the test images. */
  static Dataset labelled(Path folder) {
    if (Files.exists(folder.resolve(CIFAR_TEST))) {
      return Cifar10.test(folder);
    }
    Path validation = folder.resolve("val");
    return ImageFolder.of(Files.isDirectory(validation) ? validation : folder);
  }

  /** Shapes drawn at run time; those held out come from another seed. */
  static Split drawn(int images, int pixels, long seed) {
    return new Split(DrawnShapes.of(images, pixels, seed), drawnHeldOut(pixels, seed));
  }

  /** The shapes that a training with this seed does not see. */
  static Dataset drawnHeldOut(int pixels, long seed) {
    return DrawnShapes.of(DRAWN_HELD_OUT, pixels, ~seed);
  }

  /** Photographs are decoded once, as far as an eighth of the heap goes. */
  private static Dataset cached(Dataset images) {
    return CachedDataset.memory(images, Runtime.getRuntime().maxMemory() / 8);
  }

  /** The first images, or all if there are no more. */
  static Dataset first(int images, Dataset source) {
    return images >= source.size() ? source : new First(source, images);
  }

  private static final class First extends ForwardingDataset {
    private final int size;

    First(Dataset source, int size) {
      super(source);
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public String fingerprint() {
      return fingerprintOfLabels();
    }
  }
}
