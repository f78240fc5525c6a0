package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.util.List;
import java.util.Locale;

/** Images that the application already holds in memory. */
public final class InMemoryDataset implements Dataset {
  private final List<Image> images;
  private final int[] labels;
  private final List<String> classNames;

  private InMemoryDataset(List<Image> images, int[] labels, List<String> classNames) {
    this.images = List.copyOf(images);
    this.labels = labels.clone();
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
    return new InMemoryDataset(images, labels, classNames);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int index) {
    return labels[index];
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
    return images.size() + " images of " + classNames.size() + " classes";
  }
}
