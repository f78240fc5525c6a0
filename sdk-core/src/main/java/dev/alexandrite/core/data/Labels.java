package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;

/** Whether a data set has images, and labels for its classes. */
public final class Labels {
  private Labels() {}

  /**
   * Refuses a data set without images.
   *
   * @param data the data set
   * @param role what it is for, such as {@code training}
   * @throws DataException if it is empty
   */
  public static void requireImages(Dataset data, String role) {
    if (data.size() < 1) {
      throw new DataException(
          "the " + role + " data is empty; expected at least one image: add some, or leave it out");
    }
  }

  /**
   * Refuses a data set that cannot be worked with, before anything is.
   *
   * @param data the data set
   * @param role what it is for, such as {@code training}
   * @throws DataException if it is empty, or a label is no place in its list of classes
   */
  public static void require(Dataset data, String role) {
    requireImages(data, role);
    int classes = data.classNames().size();
    for (int i = 0; i < data.size(); i++) {
      int label = data.label(i);
      if (label < 0 || label >= classes) {
        throw new DataException(
            role
                + " image "
                + data.name(i)
                + " has the label "
                + label
                + ", expected 0 to "
                + (classes - 1)
                + "; correct the label or the data set's class names");
      }
    }
  }
}
