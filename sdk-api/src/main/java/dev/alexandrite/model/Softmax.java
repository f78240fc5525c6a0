package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Softmax, or its logarithm, over an axis of an example: by default the first, the classes of
 * {@code [C]} and the channels of {@code [C, H, W]} at every place. Attention needs {@code
 * axis(-1)}. A network that is trained ends with its logits instead: the loss applies softmax
 * itself.
 *
 * <pre>{@code
 * net.softmax("probabilities"); // float32[1000] to float32[1000]
 * }</pre>
 *
 * @param axis the axis, from 0; from the end if negative, -1 the last
 * @param log whether the logarithm is computed
 */
public record Softmax(int axis, boolean log) implements Layer {
  /** Over the first axis. */
  public Softmax() {
    this(0, false);
  }

  /**
   * Over the first axis.
   *
   * @return the layer
   */
  public static Softmax of() {
    return new Softmax();
  }

  /**
   * The same layer over another axis.
   *
   * @param number the axis, from 0; from the end if negative, -1 the last
   * @return the changed copy
   */
  public Softmax axis(int number) {
    return new Softmax(number, log);
  }

  /**
   * The logarithm of softmax.
   *
   * @return the changed copy
   */
  public Softmax logarithm() {
    return new Softmax(axis, true);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.single(node, this, inputs);
    Require.that(input.rank() >= 1, node, "softmax takes at least one axis, found a scalar");
    Require.axis(node, axis, input);
    return input;
  }

  @Override
  public String kind() {
    return "softmax";
  }
}
