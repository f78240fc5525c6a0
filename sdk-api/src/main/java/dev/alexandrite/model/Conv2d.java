package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A two-dimensional cross-correlation over zero-padded maps, {@code float32[C, H, W]} to {@code
 * float32[filters, outHeight, outWidth]} with {@code out = floor((size + padding - span) / stride)
 * + 1} and {@code span = (kernel - 1) · dilation + 1} per axis. Weights are {@code float32[filters,
 * C / groups, kernelHeight, kernelWidth]}, biases {@code float32[filters]}.
 *
 * @param filters output channels, all groups together
 * @param kernelHeight kernel height
 * @param kernelWidth kernel width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padding zero rows and columns around the input
 * @param groups equal parts of the channels that do not see each other; the paper's two towers are
 *     two groups (section 3.2)
 * @param bias whether there are biases
 * @param options how the parameters start and learn
 * @param dilationY rows of the map from one row of the kernel to the next, 1 for a dense kernel
 * @param dilationX columns of the map from one column of the kernel to the next
 */
public record Conv2d(
    int filters,
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    Padding padding,
    int groups,
    boolean bias,
    ParameterOptions options,
    int dilationY,
    int dilationX)
    implements Layer {

  /**
   * A dense kernel, one of dilation 1.
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
  public Conv2d(
      int filters,
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      Padding padding,
      int groups,
      boolean bias,
      ParameterOptions options) {
    this(
        filters, kernelHeight, kernelWidth, strideY, strideX, padding, groups, bias, options, 1, 1);
  }

  /**
   * A square kernel with stride 1, no padding, one group, biases and default options.
   *
   * @param filters output channels
   * @param kernel kernel height and width
   * @return the layer
   */
  public static Conv2d of(int filters, int kernel) {
    return new Conv2d(
        filters, kernel, kernel, 1, 1, Padding.NONE, 1, true, ParameterOptions.DEFAULT);
  }

  /**
   * The same layer with another stride.
   *
   * @param stride vertical and horizontal stride
   * @return the changed copy
   */
  public Conv2d stride(int stride) {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        stride,
        stride,
        padding,
        groups,
        bias,
        options,
        dilationY,
        dilationX);
  }

  /**
   * The same layer with a kernel whose taps lie apart.
   *
   * @param dilation rows and columns of the map from one tap to the next; 1 for a dense kernel
   * @return the changed copy
   */
  public Conv2d dilation(int dilation) {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        groups,
        bias,
        options,
        dilation,
        dilation);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns on each side
   * @return the changed copy
   */
  public Conv2d pad(int size) {
    return padding(Padding.of(size));
  }

  /**
   * The same layer with another padding.
   *
   * @param newPadding zero rows and columns around the input
   * @return the changed copy
   */
  public Conv2d padding(Padding newPadding) {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        newPadding,
        groups,
        bias,
        options,
        dilationY,
        dilationX);
  }

  /**
   * The same layer in groups.
   *
   * @param count how many; divides the channels and the filters
   * @return the changed copy
   */
  public Conv2d groups(int count) {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        count,
        bias,
        options,
        dilationY,
        dilationX);
  }

  /**
   * The same layer without biases.
   *
   * @return the changed copy
   */
  public Conv2d noBias() {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        groups,
        false,
        options,
        dilationY,
        dilationX);
  }

  /**
   * The same layer with other initial weights.
   *
   * @param initializer the initial weights
   * @return the changed copy
   */
  public Conv2d weights(Initializer initializer) {
    return options(options.weights(initializer));
  }

  /**
   * The same layer with other initial biases.
   *
   * @param initializer the initial biases
   * @return the changed copy
   */
  public Conv2d biases(Initializer initializer) {
    return options(options.biases(initializer));
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how the parameters start and learn
   * @return the changed copy
   */
  public Conv2d options(ParameterOptions newOptions) {
    return new Conv2d(
        filters,
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        groups,
        bias,
        newOptions,
        dilationY,
        dilationX);
  }

  /**
   * The sizes over an input.
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
        groups,
        dilationY,
        dilationX);
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
            node, "the weights", filters, geometry.channels() / groups, kernelHeight, kernelWidth);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.weight(node, weights, options, fanIn, fanOut));
    if (bias) {
      parameters.add(ParameterSpec.bias(node, Shape.of(filters), options, fanIn, fanOut));
    }
    return List.copyOf(parameters);
  }

  @Override
  public long multiplyAdds(List<Shape> inputs) {
    return geometry(inputs.getFirst()).multiplyAdds();
  }

  @Override
  public String kind() {
    return "conv2d";
  }
}
