package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution whose weights and biases differ from position to position, as in Krizhevsky's
 * CIFAR-10 networks (cuda-convnet, {@code type=local}). Weights are {@code float32[outHeight ·
 * outWidth, filters, C / groups, kernelHeight, kernelWidth]}, biases {@code float32[filters,
 * outHeight, outWidth]}.
 *
 * @param filters output channels, all groups together
 * @param kernelHeight kernel height
 * @param kernelWidth kernel width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padding zero rows and columns around the input
 * @param groups equal parts of the channels that do not see each other
 * @param bias whether there are biases
 * @param options how the parameters start and learn
 */
public record LocallyConnected(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    Padding padding,
    int groups,
    boolean bias,
    ParameterOptions options)
    implements Layer {

  /**
   * A square kernel with stride 1, no padding, one group, biases and default options.
   *
   * @param filters output channels
   * @param kernel kernel height and width
   * @return the layer
   */
  public static LocallyConnected of(int filters, int kernel) {
    return new LocallyConnected(
        filters, kernel, kernel, 1, 1, Padding.NONE, 1, true, ParameterOptions.DEFAULT);
  }

  /**
   * The same layer with another stride.
   *
   * @param stride vertical and horizontal stride
   * @return the changed copy
   */
  public LocallyConnected stride(int stride) {
    return new LocallyConnected(
        filters, kernelHeight, kernelWidth, stride, stride, padding, groups, bias, options);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns on each side
   * @return the changed copy
   */
  public LocallyConnected pad(int size) {
    return padding(Padding.of(size));
  }

  /**
   * The same layer with another padding.
   *
   * @param newPadding zero rows and columns around the input
   * @return the changed copy
   */
  public LocallyConnected padding(Padding newPadding) {
    return new LocallyConnected(
        filters, kernelHeight, kernelWidth, strideY, strideX, newPadding, groups, bias, options);
  }

  /**
   * The same layer in groups.
   *
   * @param count how many; divides the channels and the filters
   * @return the changed copy
   */
  public LocallyConnected groups(int count) {
    return new LocallyConnected(
        filters, kernelHeight, kernelWidth, strideY, strideX, padding, count, bias, options);
  }

  /**
   * The same layer without biases.
   *
   * @return the changed copy
   */
  public LocallyConnected noBias() {
    return new LocallyConnected(
        filters, kernelHeight, kernelWidth, strideY, strideX, padding, groups, false, options);
  }

  /**
   * The same layer with other initial weights.
   *
   * @param initializer the initial weights
   * @return the changed copy
   */
  public LocallyConnected weights(Initializer initializer) {
    return options(options.weights(initializer));
  }

  /**
   * The same layer with other initial biases.
   *
   * @param initializer the initial biases
   * @return the changed copy
   */
  public LocallyConnected biases(Initializer initializer) {
    return options(options.biases(initializer));
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how the parameters start and learn
   * @return the changed copy
   */
  public LocallyConnected options(ParameterOptions newOptions) {
    return new LocallyConnected(
        filters, kernelHeight, kernelWidth, strideY, strideX, padding, groups, bias, newOptions);
  }

  /**
   * The sizes over an input, those of a convolution.
   *
   * @param input {@code [C, H, W]}
   * @return the geometry, legal if {@link #infer} accepts the input
   */
  public ConvolutionGeometry geometry(Shape input) {
    return new ConvolutionGeometry(
        input.channels(),
        input.height(),
        input.width(),
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding.top(),
        padding.bottom(),
        padding.left(),
        padding.right(),
        groups);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    ConvolutionGeometry geometry = geometry(Require.maps(node, this, inputs));
    return ConvolutionCheck.output(node, geometry);
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    ConvolutionGeometry geometry = geometry(inputs.getFirst());
    int fanIn = geometry.reduction();
    int fanOut = filters / groups * kernelHeight * kernelWidth;
    Shape weights =
        Require.shape(
            node,
            "the weights",
            (long) geometry.outHeight() * geometry.outWidth(),
            filters,
            geometry.channels() / groups,
            kernelHeight,
            kernelWidth);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.weight(node, weights, options, fanIn, fanOut));
    if (bias) {
      parameters.add(ParameterSpec.bias(node, geometry.output(), options, fanIn, fanOut));
    }
    return List.copyOf(parameters);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return geometry(inputs.getFirst()).multiplyAdds();
  }

  @Override
  public String kind() {
    return "locally_connected";
  }
}
