package dev.alexandrite.model;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * What one node of a network computes: an immutable description without weights. Shapes are those
 * of one example, the batch dimension is left out. Illegal values are refused when the network is
 * built, where the name of the node is known.
 *
 * <p>A layer is made by its {@code of(...)}, which takes what has no default, and changed by copies
 * under the names of what they change, as in {@code Conv2d.of(96, 11).stride(4).noBias()}.
 */
public sealed interface Layer
    permits Conv2d,
        LocallyConnected,
        Linear,
        MaxPool,
        AveragePool,
        LocalResponseNorm,
        BatchNorm,
        LayerNorm,
        ActivationLayer,
        Dropout,
        StochasticDepth,
        Softmax,
        Add,
        Concat,
        Flatten,
        Parameter,
        MatMul,
        Permute,
        Reshape,
        Slice,
        Pad,
        Expand,
        Gather,
        Embedding,
        Reduce,
        Binary,
        Unary,
        Select,
        AdaptiveAveragePool {

  /**
   * Checks the layer against its inputs and computes the shape of its output.
   *
   * @param node the name of the node, for messages
   * @param inputs the shapes of the inputs
   * @return the shape of the output
   * @throws InvalidModelException if the layer cannot take these inputs; the message names the
   *     node, what was found, what was expected and the remedy
   */
  Shape infer(String node, List<Shape> inputs);

  /**
   * Whether the layer reads nothing, so that it has no inputs.
   *
   * @return true for a parameter
   */
  default boolean isSource() {
    return false;
  }

  /**
   * The trained tensors.
   *
   * @param node the name of the node that owns them
   * @param inputs the shapes of the inputs, accepted by {@link #infer}
   * @return weights before biases; empty for a layer without parameters
   */
  default List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    return List.of();
  }

  /**
   * The tensors that are carried from step to step but not trained, such as running means.
   *
   * @param node the name of the node that owns them
   * @param inputs the shapes of the inputs, accepted by {@link #infer}
   * @return the state; empty for most layers
   */
  default List<ParameterSpec> state(String node, List<Shape> inputs) {
    return List.of();
  }

  /**
   * The arithmetic of one example, as the literature counts it: the multiply-adds of convolutions,
   * linear layers and matrix products, without biases; everything else counts 0.
   *
   * @param inputs the shapes of the inputs, accepted by {@link #infer}
   * @return the number of multiply-adds
   */
  default long multiplyAdds(List<Shape> inputs) {
    return 0;
  }

  /**
   * How the layer may be divided among devices by its units. A layer that says nothing is never
   * divided: model parallelism refuses it by name.
   *
   * @return whether, and what a device computes of it
   */
  default UnitDivision unitDivision() {
    return new UnitDivision.Undivided();
  }

  /**
   * What sort of layer this is, in messages, summaries and checkpoints.
   *
   * @return such as {@code conv2d}
   */
  String kind();
}
