package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.Loss;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/**
 * A loss of the application's, whose gradient is looked at before it reaches a weight, and which
 * may throw what it likes.
 */
final class ApplicationLoss implements Loss {
  private final Loss loss;
  private volatile boolean failed;

  private ApplicationLoss(Loss loss) {
    this.loss = loss;
  }

  /** The loss of a run; null if it is not the application's. */
  static @Nullable ApplicationLoss of(TrainingConfig config) {
    Loss custom = config.objective().custom();
    return custom == null ? null : new ApplicationLoss(custom);
  }

  @Override
  public void compute(
      float[] logits, float[] labels, int rows, int classes, float[] losses, float[] gradient) {
    failed = true;
    loss.compute(logits, labels, rows, classes, losses, gradient);
    requireFinite(gradient, rows, classes);
    failed = false;
  }

  private static void requireFinite(float[] gradient, int rows, int classes) {
    for (int i = 0; i < rows * classes; i++) {
      if (!Float.isFinite(gradient[i])) {
        throw new TrainingException(
            "loss(...): the gradient that the application's loss gave for class "
                + i % classes
                + " of row "
                + i / classes
                + " of a batch is "
                + gradient[i]
                + ", expected a finite number; correct the loss");
      }
    }
  }

  /** Whether it threw; no gradient of the batch has been computed then. */
  boolean failed() {
    return failed;
  }
}
