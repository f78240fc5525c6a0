package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Images that the application already holds in memory. */
public final class InMemoryDataset implements Dataset {
  private final List<Image> images;
  private final Task task;
  private final int[] labels;
  private final float[][] targets;
  private final List<String> classNames;

  private InMemoryDataset(
      Task task, List<Image> images, int[] labels, float[][] targets, List<String> classNames) {
    this.task = task;
    this.images = List.copyOf(images);
    this.labels = labels.clone();
    this.targets = Arrays.stream(targets).map(float[]::clone).toArray(float[][]::new);
    this.classNames = List.copyOf(classNames);
  }

  /**
   * A set of these images.
   *
   * @param images the images, at least one
   * @param labels the class of each, a place in the list of names
   * @param classNames the readable names of the classes, at least two
   * @return the images
   * @throws DataException if there is no image, a label for each is missing, there are fewer than
   *     two classes, or a label names none
   */
  public static InMemoryDataset of(List<Image> images, int[] labels, List<String> classNames) {
    if (images.isEmpty() || images.size() != labels.length) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "in-memory data: found %d images and %d labels; give at least one image and a label "
                  + "for each",
              images.size(),
              labels.length));
    }
    if (classNames.size() < 2) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "in-memory data: found %d class names; a classifier needs at least two",
              classNames.size()));
    }
    for (int index = 0; index < labels.length; index++) {
      if (labels[index] < 0 || labels[index] >= classNames.size()) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "in-memory data: image %d has label %d, expected 0 to %d; correct it or name more "
                    + "classes",
                index,
                labels[index],
                classNames.size() - 1));
      }
    }
    return new InMemoryDataset(Task.CLASSIFICATION, images, labels, new float[0][], classNames);
  }

  /**
   * A set of images that have any number of labels each.
   *
   * @param images the images, at least one
   * @param targets of each image {@code float32[labels]}: 1 for a label that it has, 0 for one that
   *     it has not, or a probability between
   * @param labelNames the readable names of the labels, at least one
   * @return the images
   * @throws DataException if there is no image or name, a row for each image is missing or has
   *     another length, or a number is not in [0, 1]
   */
  public static InMemoryDataset multiLabel(
      List<Image> images, float[][] targets, List<String> labelNames) {
    return TargetCheck.checked(
        new InMemoryDataset(Task.MULTI_LABEL, images, new int[0], targets, labelNames),
        "in-memory data",
        targets);
  }

  /**
   * A set of images that have values each, such as a place.
   *
   * @param images the images, at least one
   * @param targets of each image {@code float32[values]}, finite
   * @param valueNames the readable names of the values, at least one
   * @return the images
   * @throws DataException if there is no image or name, a row for each image is missing or has
   *     another length, or a number is not finite
   */
  public static InMemoryDataset regression(
      List<Image> images, float[][] targets, List<String> valueNames) {
    return TargetCheck.checked(
        new InMemoryDataset(Task.REGRESSION, images, new int[0], targets, valueNames),
        "in-memory data",
        targets);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Task task() {
    return task;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int index) {
    if (task != Task.CLASSIFICATION) {
      throw TargetCheck.noLabel("in-memory data", task);
    }
    return labels[index];
  }

  @Override
  public float target(int index, int output) {
    return task == Task.CLASSIFICATION
        ? Dataset.super.target(index, output)
        : targets[index][output];
  }

  @Override
  public Image image(int index) {
    return images.get(index);
  }

  @Override
  public String name(int index) {
    return "image " + index;
  }

  @Override
  public String toString() {
    return switch (task) {
      case CLASSIFICATION -> images.size() + " images of " + classNames.size() + " classes";
      case MULTI_LABEL -> images.size() + " images with " + classNames.size() + " labels";
      case REGRESSION -> images.size() + " images with " + classNames.size() + " values";
    };
  }
}
