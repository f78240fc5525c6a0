package dev.alexandrite.spi;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;

/**
 * Convolutions, and locally connected layers, whose weights differ from position to position.
 *
 * <p>Weights of a convolution are {@code float32[filters, channels/groups, kernelHeight,
 * kernelWidth]} (OIHW), biases {@code float32[filters]}. A locally connected layer ({@code shared}
 * false) has {@code float32[outHeight·outWidth, filters, channels/groups, kernelHeight,
 * kernelWidth]} and {@code float32[filters, outHeight, outWidth]}.
 */
public sealed interface ConvolutionOp extends Op {
  /**
   * The sizes.
   *
   * @return the geometry
   */
  ConvolutionGeometry geometry();

  /**
   * Whether all positions share one set of weights.
   *
   * @return true for a convolution, false for a locally connected layer
   */
  boolean shared();

  /**
   * Reads x, weights and (if {@code bias}) biases, writes y, after the activation.
   *
   * @param geometry the sizes
   * @param shared true for a convolution, false for a locally connected layer
   * @param bias whether there are biases
   * @param activation applied to the sum: {@link Activation#NONE} or {@link Activation#RELU}
   */
  record Forward(ConvolutionGeometry geometry, boolean shared, boolean bias, Activation activation)
      implements ConvolutionOp {}

  /**
   * Reads dy and weights, writes dx.
   *
   * @param geometry the sizes of the forward operator
   * @param shared true for a convolution, false for a locally connected layer
   */
  record InputGradient(ConvolutionGeometry geometry, boolean shared) implements ConvolutionOp {}

  /**
   * Reads x and dy, writes the gradient of the weights and (if {@code bias}) of the biases, summed
   * over the batch by {@link BatchTree}.
   *
   * @param geometry the sizes of the forward operator
   * @param shared true for a convolution, false for a locally connected layer
   * @param bias whether there are biases
   */
  record WeightGradient(ConvolutionGeometry geometry, boolean shared, boolean bias)
      implements ConvolutionOp {}

  @Override
  default Signature signature() {
    ConvolutionGeometry g = geometry();
    int channels = g.channels() / g.groups();
    Shape weights =
        shared()
            ? Shape.of(g.filters(), channels, g.kernelHeight(), g.kernelWidth())
            : Shape.of(
                g.outHeight() * g.outWidth(),
                g.filters(),
                channels,
                g.kernelHeight(),
                g.kernelWidth());
    Shape biases = shared() ? Shape.of(g.filters()) : g.output();
    WeightedSignature tensors = new WeightedSignature(g.input(), weights, biases, g.output());
    return switch (this) {
      case Forward forward -> tensors.forward(forward.bias());
      case InputGradient _ -> tensors.inputGradient();
      case WeightGradient gradient -> tensors.weightGradient(gradient.bias());
    };
  }
}
