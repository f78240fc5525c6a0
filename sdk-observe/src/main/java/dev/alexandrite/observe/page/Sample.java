package dev.alexandrite.observe.page;

import dev.alexandrite.classify.Prediction;
import java.util.List;

/**
 * What the network said of an image at the end of an epoch.
 *
 * @param picture the image, reduced, as {@code data:} address
 * @param name what the data calls the image
 * @param label the class that it is of
 * @param top the most probable classes
 */
record Sample(String picture, String name, String label, List<Prediction> top) {
  Sample {
    top = List.copyOf(top);
  }

  boolean right() {
    return top.getFirst().label().equals(label);
  }
}
