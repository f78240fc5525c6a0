package dev.alexandrite.spi;

import dev.alexandrite.train.Loss;
import java.util.List;

/**
 * The end of a training graph: reads logits {@code float32[N, classes]} and labels {@code
 * float32[N]} (class numbers as floats), writes the loss of each row {@code float32[N]} and the
 * gradient of their mean by the logits.
 */
public sealed interface LossOp extends Op {
  /**
   * The number of classes.
   *
   * @return the length of a row of logits
   */
  int classes();

  /**
   * Softmax and cross-entropy. Row r weighs {@code w_r = classWeights[label]} (1 without weights);
   * its loss is {@code w_r · Σ_c t_c · -log p_c}, where t is 1 - smoothing on the label plus
   * smoothing / classes everywhere; the mean divides by Σ w_r over the batch, and so does the
   * gradient.
   *
   * @param classes the number of classes
   * @param smoothing label smoothing, 0 for none
   * @param classWeights one weight a class, or empty
   */
  record SoftmaxCrossEntropy(int classes, float smoothing, List<Float> classWeights)
      implements LossOp {}

  /**
   * A loss that the application computes on the host; logits are downloaded and the gradient
   * uploaded, and both are counted. No backend plans it: the walk over the graph runs it.
   *
   * @param classes the number of classes
   * @param loss the application's loss
   */
  record Host(int classes, Loss loss) implements LossOp {}
}
