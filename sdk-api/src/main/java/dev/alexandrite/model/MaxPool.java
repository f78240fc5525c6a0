package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import java.util.List;

/**
 * The maximum of each window. Windows are clipped to the map, padding never takes part. Per axis
 * {@code out = floor((size + padding - span) / stride) + 1} with {@code span = (kernel - 1) ·
 * dilation + 1}, or with {@code ceil} rounded up, less a window that would begin beyond the map. A
 * stride below the kernel gives the paper's overlapping pooling (section 3.4).
 *
 * @param kernelHeight window height
 * @param kernelWidth window width
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param padding rows and columns by which windows may stick out, smaller than the kernel
 * @param ceil whether output sizes are rounded up
 * @param ties who receives the gradient when several inputs share the maximum
 * @param dilationY rows of the map from one row of the window to the next, 1 for a dense window
 * @param dilationX columns of the map from one column of the window to the next
 */
public record MaxPool(
    int kernelHeight,
    int kernelWidth,
    int strideY,
    int strideX,
    Padding padding,
    boolean ceil,
    Ties ties,
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
   * @param ties who receives the gradient when several inputs share the maximum
   */
  public MaxPool(
      int kernelHeight,
      int kernelWidth,
      int strideY,
      int strideX,
      Padding padding,
      boolean ceil,
      Ties ties) {
    this(kernelHeight, kernelWidth, strideY, strideX, padding, ceil, ties, 1, 1);
  }

  /**
   * Square windows, without padding, output sizes rounded down, the gradient of ties to the first.
   *
   * @param kernel window height and width
   * @param stride vertical and horizontal stride
   * @return the layer
   */
  public static MaxPool of(int kernel, int stride) {
    return new MaxPool(kernel, kernel, stride, stride, Padding.NONE, false, Ties.FIRST);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns on each side
   * @return the changed copy
   */
  public MaxPool pad(int size) {
    return padding(Padding.of(size));
  }

  /**
   * The same layer with another padding.
   *
   * @param newPadding rows and columns by which windows may stick out
   * @return the changed copy
   */
  public MaxPool padding(Padding newPadding) {
    return new MaxPool(
        kernelHeight, kernelWidth, strideY, strideX, newPadding, ceil, ties, dilationY, dilationX);
  }

  /**
   * The same layer with a window whose elements lie apart.
   *
   * @param dilation rows and columns of the map from one element to the next; 1 for a dense window
   * @return the changed copy
   */
  public MaxPool dilation(int dilation) {
    return new MaxPool(
        kernelHeight, kernelWidth, strideY, strideX, padding, ceil, ties, dilation, dilation);
  }

  /**
   * The same layer with output sizes rounded up, as in cuda-convnet and Caffe.
   *
   * @return the changed copy
   */
  public MaxPool roundUp() {
    return new MaxPool(
        kernelHeight, kernelWidth, strideY, strideX, padding, true, ties, dilationY, dilationX);
  }

  /**
   * The same layer with another rule for ties.
   *
   * @param newTies who receives the gradient when several inputs share the maximum
   * @return the changed copy
   */
  public MaxPool ties(Ties newTies) {
    return new MaxPool(
        kernelHeight, kernelWidth, strideY, strideX, padding, ceil, newTies, dilationY, dilationX);
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
    return "max_pool";
  }
}
