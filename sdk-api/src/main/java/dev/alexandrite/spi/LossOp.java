package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.OptionalInt;

/**
 * The end of a training graph: reads logits {@code float32[N, classes]} and what they should be,
 * writes the loss of each row {@code float32[N]} and the gradient of their mean by the logits. What
 * they should be are labels {@code float32[N, 1]}, class numbers as floats, or a number for each
 * logit, {@code float32[N, classes]}.
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
   * Softmax and cross-entropy with targets that are shares of several classes. A row's loss is
   * {@code Σ_c w_c · u_c · -log p_c}, where u is (1 - smoothing) times the target plus smoothing /
   * classes; the mean divides by the number of rows, whatever they weigh, as in PyTorch.
   *
   * @param classes the number of classes
   * @param smoothing label smoothing, 0 for none
   * @param classWeights one weight a class, or empty
   */
  record SoftCrossEntropy(int classes, float smoothing, List<Float> classWeights)
      implements LossOp {}

  /**
   * A decision for each class by itself, the sigmoid of its logit: for several labels an example. A
   * row's loss is the mean over the classes of {@code -(w_c · t_c · log σ(x_c) + (1 - t_c) · log(1
   * - σ(x_c)))}; the mean divides by the number of rows.
   *
   * @param classes the number of classes
   * @param positiveWeights what the presence of each class weighs against its absence, or empty
   */
  record SigmoidCrossEntropy(int classes, List<Float> positiveWeights) implements LossOp {}

  /**
   * The squared distance from the targets, for numbers instead of classes. A row's loss is the mean
   * of {@code (x_c - t_c)²}; the mean divides by the number of rows.
   *
   * @param classes how many numbers an example has
   */
  record SquaredError(int classes) implements LossOp {}

  /**
   * A loss that the application computes on the host; logits are downloaded and the gradient
   * uploaded, and both are counted. No backend plans it: the walk over the graph runs it.
   *
   * @param classes the number of classes
   * @param loss the application's loss
   */
  record Host(int classes, HostLoss loss) implements LossOp {}

  /**
   * What an example's logits are compared with.
   *
   * @return a shape of 1 for a label, of the classes for a number each
   */
  default Shape target() {
    return switch (this) {
      case SoftmaxCrossEntropy _, Host _ -> Shape.of(1);
      case SoftCrossEntropy _, SigmoidCrossEntropy _, SquaredError _ -> Shape.of(classes());
    };
  }

  @Override
  default Signature signature() {
    Shape row = Shape.of(classes());
    Signature.Tensor target =
        switch (this) {
          case SoftmaxCrossEntropy _, Host _ ->
              Signature.batched("labels", target()).index(classes());
          case SoftCrossEntropy _, SigmoidCrossEntropy _, SquaredError _ ->
              Signature.batched("targets", target());
        };
    return Signature.of(
        List.of(Signature.batched("logits", row), target),
        Signature.batched("losses", Shape.of(1)),
        Signature.batched("dlogits", row));
  }
}
