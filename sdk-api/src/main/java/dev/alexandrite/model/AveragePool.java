package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * The mean of each window, with the sizes of {@link MaxPool}.
 *
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padding zero rows and columns by which windows may stick out, smaller than the kernel
 * @param ceil whether output sizes are rounded up
 * @param countPadding true to divide by how many elements of the window lie within the padded map
 *     (Caffe, PyTorch's default), false by how many lie within the map (cuda-convnet)
 * @param dilationY rows of the map from one row of the window to the next, 1 for a dense window
 * @param dilationX columns of the map from one column of the window to the next
 */
public record AveragePool(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    Padding padding,
    boolean ceil,
    boolean countPadding,
    int dilationY,
    int dilationX)
    implements Layer {

  /**
   * A dense window, one of dilation 1.
   *
   * @param kernelHeight window height
   * @param kernelWidth window width
   * @param strideY vertical stride
   * @param strideX horizontal stride
   * @param padding rows and columns by which windows may stick out, smaller than the kernel
   * @param ceil whether output sizes are rounded up
   * @param countPadding whether padding counts in the divisor
   */
  public AveragePool(
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      Padding padding,
      boolean ceil,
      boolean countPadding) {
    this(kernelHeight, kernelWidth, strideY, strideX, padding, ceil, countPadding, 1, 1);
  }

  /**
   * Square windows, without padding, output sizes rounded down, the divisor clipped to the map.
   *
   * @param kernel window height and width
   * @param stride vertical and horizontal stride
   * @return the layer
   */
  public static AveragePool of(int kernel, int stride) {
    return new AveragePool(kernel, kernel, stride, stride, Padding.NONE, false, false);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns on each side
   * @return the changed copy
   */
  public AveragePool pad(int size) {
    return padding(Padding.of(size));
  }

  /**
   * The same layer with another padding.
   *
   * @param newPadding zero rows and columns by which windows may stick out
   * @return the changed copy
   */
  public AveragePool padding(Padding newPadding) {
    return new AveragePool(
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        newPadding,
        ceil,
        countPadding,
        dilationY,
        dilationX);
  }

  /**
   * The same layer with a window whose elements lie apart.
   *
   * @param dilation rows and columns of the map from one element to the next; 1 for a dense window
   * @return the changed copy
   */
  public AveragePool dilation(int dilation) {
    return new AveragePool(
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        ceil,
        countPadding,
        dilation,
        dilation);
  }

  /**
   * The same layer with output sizes rounded up, as in cuda-convnet and Caffe.
   *
   * @return the changed copy
   */
  public AveragePool roundUp() {
    return new AveragePool(
        kernelHeight,
        kernelWidth,
        strideY,
        strideX,
        padding,
        true,
        countPadding,
        dilationY,
        dilationX);
  }

  /**
   * The same layer with another divisor.
   *
   * @param count whether padding counts in the divisor
   * @return the changed copy
   */
  public AveragePool countPadding(boolean count) {
    return new AveragePool(
        kernelHeight, kernelWidth, strideY, strideX, padding, ceil, count, dilationY, dilationX);
  }

  /**
   * The sizes over an input.
   *
   * @param input {@code [C, H, W]}
   * @return the geometry, legal if {@link #infer} accepts the input
   */
  public PoolingGeometry geometry(Shape input) {
    return window().geometry(input);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    return window().output(node, Require.maps(node, this, inputs));
  }

  private PoolingWindow window() {
    return new PoolingWindow(
        kernelHeight, kernelWidth, strideY, strideX, padding, ceil, dilationY, dilationX);
  }

  @Override
  public String kind() {
    return "average_pool";
  }
}
