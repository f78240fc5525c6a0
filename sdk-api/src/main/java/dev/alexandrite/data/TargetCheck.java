package dev.alexandrite.data;

import dev.alexandrite.DataException;
import java.util.Locale;

/** Whether the targets of a data set are what its task says, and what to say if not. */
final class TargetCheck {
  private TargetCheck() {}

  /** The data set, after its targets were compared with its images and names. */
  static <D extends Dataset> D checked(D data, String source, float[][] targets) {
    int outputs = data.classNames().size();
    if (data.size() < 1 || targets.length != data.size() || outputs < 1) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d images, %d rows of targets and %d names; give at least one image, a"
                  + " row for each and a name for each number of a row",
              source,
              data.size(),
              targets.length,
              outputs));
    }
    for (int image = 0; image < targets.length; image++) {
      if (targets[image].length != outputs) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s: image %d has %d targets for %d names; give one for each",
                source,
                image,
                targets[image].length,
                outputs));
      }
      for (int output = 0; output < outputs; output++) {
        require(data, source, image, output);
      }
    }
    return data;
  }

  private static void require(Dataset data, String source, int image, int output) {
    float target = data.target(image, output);
    boolean labels = data.task() == Task.MULTI_LABEL;
    if (labels ? !(target >= 0 && target <= 1) : !Float.isFinite(target)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: image %d has %s for \"%s\", expected %s; correct it",
              source,
              image,
              target,
              data.classNames().get(output),
              labels ? "0, 1 or a probability between" : "a finite number"));
    }
  }

  /** For who asks for the class of an image that has none. */
  static DataException noLabel(String source, Task task) {
    return new DataException(
        source
            + " has "
            + task.text()
            + ", no single class: ask target(image, output) instead of label(image)");
  }
}
