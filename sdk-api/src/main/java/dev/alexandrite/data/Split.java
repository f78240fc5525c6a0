package dev.alexandrite.data;

import dev.alexandrite.DataException;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.util.Arrays;
import java.util.Locale;

/**
 * Two disjoint parts of one data set, with the same classes.
 *
 * @param train the images to learn from
 * @param validation the images held out
 */
public record Split(Dataset train, Dataset validation) {
  /**
   * Holds out the same fraction of every class, rounded to whole images and at least one. Which
   * images, depends on the seed and on the number of images alone; both parts keep their order.
   *
   * @param dataset what to split
   * @param fraction the part of every class that goes to validation, between 0 and 1
   * @param seed the same seed gives the same split
   * @return both parts
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   * @throws DataException if a class has images but too few for both parts; the message names it.
   *     Also if images have no single class
   */
  public static Split stratified(Dataset dataset, double fraction, long seed) {
    requireFraction(fraction);
    if (dataset.task() != Task.CLASSIFICATION) {
      throw new DataException(
          "stratified: the data has "
              + dataset.task().text()
              + ", and no single class to divide by; call Split.random(...) or split(...)");
    }
    int classes = dataset.classNames().size();
    int[] left = new int[classes]; // images of the class not yet looked at
    for (int index = 0; index < dataset.size(); index++) {
      left[dataset.label(index)]++;
    }
    int[] wanted = new int[classes]; // images of the class still to hold out
    for (int label = 0; label < classes; label++) {
      wanted[label] = heldOut(dataset.classNames().get(label), left[label], fraction);
    }
    int held = Arrays.stream(wanted).sum();
    int[] validation = new int[held];
    int[] train = new int[dataset.size() - held];
    int validationCount = 0;
    int trainCount = 0;
    // Selection sampling (Knuth, TAOCP 2, algorithm S): each image is taken with the probability
    // still wanted / still left of its class, which gives exactly the number wanted.
    for (int index = 0; index < dataset.size(); index++) {
      int label = dataset.label(index);
      long draw = RandomStream.word(seed, Purpose.SPLIT, 0, 0, index, 0) & 0xFFFFFFFFL;
      if ((draw * left[label]) >>> 32 < wanted[label]) {
        wanted[label]--;
        validation[validationCount++] = index;
      } else {
        train[trainCount++] = index;
      }
      left[label]--;
    }
    return new Split(new Subset(dataset, train), new Subset(dataset, validation));
  }

  /**
   * Holds out a fraction of the images, whatever they show, rounded to whole images and at least
   * one. Which images, depends on the seed and on the number of images alone; both parts keep their
   * order.
   *
   * @param dataset what to split
   * @param fraction the part that goes to validation, between 0 and 1
   * @param seed the same seed gives the same split
   * @return both parts
   * @throws IllegalArgumentException if the fraction is not between 0 and 1
   * @throws DataException if there are fewer than two images
   */
  public static Split random(Dataset dataset, double fraction, long seed) {
    requireFraction(fraction);
    int left = dataset.size();
    if (left < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT, "random split: found %d images, expected at least 2; add images", left));
    }
    int wanted = Math.clamp(Math.round(left * fraction), 1, left - 1);
    int[] validation = new int[wanted];
    int[] train = new int[left - wanted];
    for (int index = 0, taken = 0; index < dataset.size(); index++, left--) {
      long draw = RandomStream.word(seed, Purpose.SPLIT, 0, 0, index, 0) & 0xFFFFFFFFL;
      if ((draw * left) >>> 32 < wanted - taken) { // selection sampling, as above
        validation[taken++] = index;
      } else {
        train[index - taken] = index;
      }
    }
    return new Split(new Subset(dataset, train), new Subset(dataset, validation));
  }

  private static void requireFraction(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "fraction: expected more than 0 and less than 1, such as 0.2, found " + fraction);
    }
  }

  private static int heldOut(String className, int images, double fraction) {
    if (images == 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "class \"%s\" has one image, which cannot be split into training and validation; add "
                  + "images or remove the class",
              className));
    }
    return images == 0 ? 0 : Math.clamp(Math.round(images * fraction), 1, images - 1);
  }
}
