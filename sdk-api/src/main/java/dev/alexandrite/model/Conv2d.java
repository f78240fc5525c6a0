package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A two-dimensional cross-correlation over zero-padded maps, {@code float32[C, H, W]} to {@code
 * float32[filters, outHeight, outWidth]} with {@code out = floor((size + padding - span) / stride)
 * + 1} and {@code span = (kernel - 1) · dilation + 1} per axis. Weights are {@code float32[filters,
 * C / groups, kernelHeight, kernelWidth]}, biases {@code float32[filters]}.
 *
 * <pre>{@code
 * // float32[3, 224, 224] to float32[64, 112, 112]
 * net.conv2d("conv1", Conv2d.of(64, 7).stride(2).pad(3));
 * }</pre>
 *
 * @param filters output channels, all groups together
 * @param vertical the kernel's axis along the height
 * @param horizontal the kernel's axis along the width
 * @param groups equal parts of the channels that do not see each other; the paper's two towers are
 *     two groups (section 3.2)
 * @param bias whether there are biases
 * @param options how the parameters start and learn
 */
public record Conv2d(
    int filters,
    WindowAxis vertical,
    WindowAxis horizontal,
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
  public static Conv2d of(int filters, int kernel) {
    return of(filters, WindowAxis.of(kernel), WindowAxis.of(kernel));
  }

  /**
   * A kernel whose axes may differ, with one group, biases and default options.
   *
   * @param filters output channels
   * @param vertical the kernel's axis along the height
   * @param horizontal the kernel's axis along the width
   * @return the layer
   */
  public static Conv2d of(int filters, WindowAxis vertical, WindowAxis horizontal) {
    return new Conv2d(filters, vertical, horizontal, 1, true, ParameterOptions.DEFAULT);
  }

  /**
   * The same layer with another number of filters.
   *
   * @param count output channels, all groups together
   * @return the changed copy
   */
  public Conv2d filters(int count) {
    return new Conv2d(count, vertical, horizontal, groups, bias, options);
  }

  /**
   * The same layer with another kernel, where the axes differ.
   *
   * @param newVertical the kernel's axis along the height
   * @param newHorizontal the kernel's axis along the width
   * @return the changed copy
   */
  public Conv2d window(WindowAxis newVertical, WindowAxis newHorizontal) {
    return new Conv2d(filters, newVertical, newHorizontal, groups, bias, options);
  }

  /**
   * The same layer with another stride.
   *
   * @param stride vertical and horizontal stride
   * @return the changed copy
   */
  public Conv2d stride(int stride) {
    return window(vertical.stride(stride), horizontal.stride(stride));
  }

  /**
   * The same layer with a kernel whose taps lie apart.
   *
   * @param dilation rows and columns of the map from one tap to the next; 1 for a dense kernel
   * @return the changed copy
   */
  public Conv2d dilation(int dilation) {
    return window(vertical.dilation(dilation), horizontal.dilation(dilation));
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size zero rows and columns on each side
   * @return the changed copy
   */
  public Conv2d pad(int size) {
    return window(vertical.pad(size), horizontal.pad(size));
  }

  /**
   * The same layer in groups.
   *
   * @param count how many; divides the channels and the filters
   * @return the changed copy
   */
  public Conv2d groups(int count) {
    return new Conv2d(filters, vertical, horizontal, count, bias, options);
  }

  /**
   * The same layer without biases.
   *
   * @return the changed copy
   */
  public Conv2d noBias() {
    return new Conv2d(filters, vertical, horizontal, groups, false, options);
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
    return new Conv2d(filters, vertical, horizontal, groups, bias, newOptions);
  }

  /**
   * The sizes over an input.
   *
   * @param input {@code [C, H, W]}
   * @return the geometry, legal if {@link #infer} accepts the input
   */
  public ConvolutionGeometry geometry(Shape input) {
    return new ConvolutionGeometry(
        input.channels(), input.height(), input.width(), filters, vertical, horizontal, groups);
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
    int fanOut = filters / groups * vertical.kernel() * horizontal.kernel();
    Shape weights =
        Require.shape(
            node,
            "the weights",
            filters,
            geometry.channels() / groups,
            vertical.kernel(),
            horizontal.kernel());
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
  public UnitDivision unitDivision() {
    return new UnitDivision.FromAll(
        filters, groups, (own, ownGroups) -> filters(own).groups(ownGroups));
  }

  @Override
  public String kind() {
    return "conv2d";
  }
}
