package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.SafeText;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Task;

/** Whether a data set has images, and labels for its classes, or targets for its outputs. */
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
   * @throws DataException if it is empty, a label is no place in its list of classes, or a target
   *     is not what its task says
   */
  public static void require(Dataset data, String role) {
    requireImages(data, role);
    if (data.task() != Task.CLASSIFICATION) {
      requireTargets(data, role);
      return;
    }
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

  private static void requireTargets(Dataset data, String role) {
    boolean labels = data.task() == Task.MULTI_LABEL;
    int outputs = data.classNames().size();
    for (int i = 0; i < data.size(); i++) {
      for (int output = 0; output < outputs; output++) {
        float target = data.target(i, output);
        if (labels ? !(target >= 0 && target <= 1) : !Float.isFinite(target)) {
          throw new DataException(
              role
                  + " image "
                  + data.name(i)
                  + " has the target "
                  + target
                  + " for '"
                  + SafeText.of(data.classNames().get(output))
                  + "', expected "
                  + (labels ? "0, 1 or a probability between" : "a finite number")
                  + "; correct what the data set says of the image");
        }
      }
    }
  }

  /**
   * Refuses data of another task.
   *
   * @param what whose task, such as {@code the validation data}
   * @param found its task
   * @param other whose task it should be, such as {@code the training data}
   * @param expected the task
   * @throws DataException if they are not the same
   */
  public static void requireTask(String what, Task found, String other, Task expected) {
    if (found != expected) {
      throw new DataException(
          what
              + " has "
              + found.text()
              + ", but "
              + other
              + " has "
              + expected.text()
              + "; give data of the same kind");
    }
  }
}
