package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

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
   * gradient. A row whose label is the ignored one weighs nothing: its loss and gradient are 0.
   *
   * @param classes the number of classes
   * @param smoothing label smoothing, 0 for none
   * @param classWeights one weight a class, or empty
   * @param ignoredLabel the label of rows that do not count, a class or not; empty if all count
   */
  record SoftmaxCrossEntropy(
      int classes, float smoothing, List<Float> classWeights, OptionalInt ignoredLabel)
      implements LossOp {

    /**
     * Every row counts.
     *
     * @param classes the number of classes
     * @param smoothing label smoothing, 0 for none
     * @param classWeights one weight a class, or empty
     */
    public SoftmaxCrossEntropy(int classes, float smoothing, List<Float> classWeights) {
      this(classes, smoothing, classWeights, OptionalInt.empty());
    }

    /**
     * Whether a row counts for nothing.
     *
     * @param label the row's label
     * @return true if it is the ignored one
     */
    public boolean ignores(float label) {
      return ignoredLabel.isPresent() && label == ignoredLabel.getAsInt();
    }

    @Override
    public String toString() {
      return "SoftmaxCrossEntropy[classes="
          + classes
          + ", smoothing="
          + smoothing
          + ", classWeights="
          + classWeights
          + (ignoredLabel.isPresent() ? ", ignoredLabel=" + ignoredLabel.getAsInt() : "")
          + "]";
    }
  }

  /**
   * A loss that the application computes on the host; logits are downloaded and the gradient
   * uploaded, and both are counted. No backend plans it: the walk over the graph runs it.
   *
   * @param classes the number of classes
   * @param loss the application's loss
   */
  record Host(int classes, HostLoss loss) implements LossOp {}

  @Override
  default Signature signature() {
    Shape row = Shape.of(classes());
    return Signature.of(
        List.of(
            Signature.batched("logits", row),
            Signature.batched("labels", Shape.of(1)).index(classes())),
        Signature.batched("losses", Shape.of(1)),
        Signature.batched("dlogits", row));
  }
}
