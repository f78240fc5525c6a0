package dev.alexandrite.observe.look;

import java.util.List;

/**
 * Images that are the same or nearly so: each is a near-duplicate of another of the group, though
 * not of every other.
 *
 * @param images at least two, training before validation, in the order of the data sets
 * @param identical whether all have the same pixels
 */
public record DuplicateGroup(List<ImagePlace> images, boolean identical) {
  /** Copies the list. */
  public DuplicateGroup {
    images = List.copyOf(images);
  }

  /**
   * Whether some are for training and some held out.
   *
   * @return true if the group lies in both parts
   */
  public boolean crossesParts() {
    return images.stream().map(ImagePlace::part).distinct().count() > 1;
  }

  /**
   * Whether they have several classes, so that a label is wrong, or the classes overlap.
   *
   * @return true if class names differ
   */
  public boolean labelsDisagree() {
    return images.stream().map(ImagePlace::className).distinct().count() > 1;
  }

  @Override
  public String toString() {
    return (identical ? "identical: " : "alike: ") + images;
  }
}
