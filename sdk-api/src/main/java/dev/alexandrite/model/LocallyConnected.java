package dev.alexandrite.model;

import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution whose weights and biases differ from position to position, as in Krizhevsky's
 * CIFAR-10 networks (cuda-convnet, {@code type=local}), {@code float32[C, H, W]} to {@code
 * float32[filters, outHeight, outWidth]} with the sizes of {@link Conv2d}. Weights are {@code
 * float32[outHeight · outWidth, filters, C / groups, kernelHeight, kernelWidth]}, biases {@code
 * float32[filters, outHeight, outWidth]}.
 *
 * <pre>{@code
 * // float32[64, 6, 6] to float32[32, 6, 6]
 * net.locallyConnected("local3", LocallyConnected.of(32, 3).pad(1));
 * }</pre>
 *
 * @param filters output channels, all groups together
 * @param vertical the kernel's axis along the height
 * @param horizontal the kernel's axis along the width
 * @param groups equal parts of the channels that do not see each other
 * @param bias whether there are biases
 * @param options how the parameters start and learn
 */
public record LocallyConnected(
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
  public static LocallyConnected of(int filters, int kernel) {
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
  public static LocallyConnected of(int filters, WindowAxis vertical, WindowAxis horizontal) {
    return new LocallyConnected(filters, vertical, horizontal, 1, true, ParameterOptions.DEFAULT);
  }

  /**
   * The same layer with another number of filters.
   *
   * @param count output channels, all groups together
   * @return the changed copy
   */
  public LocallyConnected filters(int count) {
    return new LocallyConnected(count, vertical, horizontal, groups, bias, options);
  }

  /**
   * The same layer with another kernel, where the axes differ.
   *
   * @param newVertical the kernel's axis along the height
   * @param newHorizontal the kernel's axis along the width
   * @return the changed copy
   */
  public LocallyConnected window(WindowAxis newVertical, WindowAxis newHorizontal) {
    return new LocallyConnected(filters, newVertical, newHorizontal, groups, bias, options);
  }

  /**
   * The same layer with another stride.
   *
   * @param stride vertical and horizontal stride
   * @return the changed copy
   */
  public LocallyConnected stride(int stride) {
    return window(vertical.stride(stride), horizontal.stride(stride));
  }

  /**
   * The same layer with a kernel whose taps lie apart.
   *
   * @param dilation rows and columns of the map from one tap to the next; 1 for a dense kernel
   * @return the changed copy
   */
  public LocallyConnected dilation(int dilation) {
    return window(vertical.dilation(dilation), horizontal.dilation(dilation));
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size zero rows and columns on each side
   * @return the changed copy
   */
  public LocallyConnected pad(int size) {
    return window(vertical.pad(size), horizontal.pad(size));
  }

  /**
   * The same layer in groups.
   *
   * @param count how many; divides the channels and the filters
   * @return the changed copy
   */
  public LocallyConnected groups(int count) {
    return new LocallyConnected(filters, vertical, horizontal, count, bias, options);
  }

  /**
   * The same layer without biases.
   *
   * @return the changed copy
   */
  public LocallyConnected noBias() {
    return new LocallyConnected(filters, vertical, horizontal, groups, false, options);
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
    return new LocallyConnected(filters, vertical, horizontal, groups, bias, newOptions);
  }

  /**
   * The sizes over an input, those of a convolution.
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
            (long) geometry.outHeight() * geometry.outWidth(),
            filters,
            geometry.channels() / groups,
            vertical.kernel(),
            horizontal.kernel());
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
