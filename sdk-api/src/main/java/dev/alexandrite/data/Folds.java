package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Deals the images of a data set out to folds, class by class. */
final class Folds {
  /** Beside the stream of {@link Split#stratified}, whose layer is 0. */
  private static final int STREAM = 1;

  private Folds() {}

  static List<Split> of(Dataset dataset, int count, long seed) {
    if (count < 2) {
      throw new IllegalArgumentException("folds: expected at least 2, found " + count);
    }
    int[] folds = deal(dataset, count, seed);
    List<Split> splits = new ArrayList<>();
    for (int fold = 0; fold < count; fold++) {
      splits.add(new Split(part(dataset, folds, fold, false), part(dataset, folds, fold, true)));
    }
    return List.copyOf(splits);
  }

  /**
   * Which fold each image is held out in. Each class is shuffled and dealt out in turn; the next
   * class goes on where the last one ended, so that folds differ by one image at most.
   */
  private static int[] deal(Dataset dataset, int count, long seed) {
    int[] folds = new int[dataset.size()];
    int next = 0;
    if (dataset.task() != Task.CLASSIFICATION) {
      return dealAll(dataset.size(), count, seed);
    }
    for (int[] images : byClass(dataset)) {
      if (images.length > 0 && images.length < count) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "class \"%s\" has %d images, which is too few for %d folds; add images, take fewer"
                    + " folds or remove the class",
                dataset.classNames().get(dataset.label(images[0])),
                images.length,
                count));
      }
      shuffle(images, seed);
      for (int image : images) {
        folds[image] = next;
        next = (next + 1) % count;
      }
    }
    return folds;
  }

  /** All of them as one class. */
  private static int[] dealAll(int size, int count, long seed) {
    if (size < count) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "folds: found %d images, which is too few for %d folds; add images or take fewer"
                  + " folds",
              size,
              count));
    }
    int[] images = new int[size];
    Arrays.setAll(images, image -> image);
    shuffle(images, seed);
    int[] folds = new int[size];
    for (int i = 0; i < size; i++) {
      folds[images[i]] = i % count;
    }
    return folds;
  }

  private static int[][] byClass(Dataset dataset) {
    int[] counts = new int[dataset.classNames().size()];
    for (int index = 0; index < dataset.size(); index++) {
      counts[dataset.label(index)]++;
    }
    int[][] images = new int[counts.length][];
    Arrays.setAll(images, label -> new int[counts[label]]);
    for (int index = dataset.size() - 1; index >= 0; index--) {
      int label = dataset.label(index);
      images[label][--counts[label]] = index;
    }
    return images;
  }

  /** Fisher and Yates's, drawn by the images' numbers. */
  private static void shuffle(int[] images, long seed) {
    for (int i = images.length - 1; i > 0; i--) {
      long draw = RandomStream.word(seed, Purpose.SPLIT, STREAM, 0, images[i], i) & 0xFFFFFFFFL;
      int j = (int) ((draw * (i + 1)) >>> 32);
      int other = images[j];
      images[j] = images[i];
      images[i] = other;
    }
  }

  private static Dataset part(Dataset dataset, int[] folds, int fold, boolean heldOut) {
    int[] indices = new int[folds.length];
    int count = 0;
    for (int index = 0; index < folds.length; index++) {
      if ((folds[index] == fold) == heldOut) {
        indices[count++] = index;
      }
    }
    return new Subset(dataset, Arrays.copyOf(indices, count));
  }
}
