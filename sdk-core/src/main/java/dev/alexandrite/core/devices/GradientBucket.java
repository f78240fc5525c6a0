package dev.alexandrite.core.devices;

import dev.alexandrite.core.plan.SectionGraph.Gradient;
import java.util.List;

/**
 * The gradients of one layer's parameters on one device: finished at the same step, exchanged
 * together while the backward pass goes on.
 */
final class GradientBucket extends Bucket {
  private final List<Gradient> gradients;

  /**
   * A bucket.
   *
   * @param gradients what is finished at the same step
   * @param terms how many sums of subtrees this device has of each
   */
  GradientBucket(List<Gradient> gradients, int terms) {
    super(
        gradients.stream().mapToInt(gradient -> gradient.parameter().shape().elements()).toArray(),
        terms);
    this.gradients = List.copyOf(gradients);
  }

  int readyAt() {
    return gradients.getFirst().readyAt();
  }

  /** The value of a gradient in its section's graph; the same for each of the device's subtrees. */
  int value(int gradient) {
    return gradients.get(gradient).value();
  }

  String parameter(int gradient) {
    return gradients.get(gradient).parameter().name();
  }
}
