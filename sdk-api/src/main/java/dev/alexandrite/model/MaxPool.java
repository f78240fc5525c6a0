package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;

/**
 * The maximum of each window. Windows are clipped to the map, padding never takes part. Per axis
 * {@code out = floor((size + padding - span) / stride) + 1} with {@code span = (kernel - 1) ·
 * dilation + 1}, or with {@code ceil} rounded up, less a window that would begin beyond the map. A
 * stride below the kernel gives the paper's overlapping pooling (section 3.4).
 *
 * <pre>{@code
 * net.maxPool("pool1", MaxPool.of(3, 2)); // float32[96, 55, 55] to float32[96, 27, 27]
 * }</pre>
 *
 * @param vertical the window's axis along the height; its padding is smaller than its span
 * @param horizontal the window's axis along the width
 * @param ceil whether output sizes are rounded up
 * @param ties who receives the gradient when several inputs share the maximum
 */
public record MaxPool(WindowAxis vertical, WindowAxis horizontal, boolean ceil, Ties ties)
    implements Layer {

  /**
   * Square windows without padding, output sizes rounded down, the gradient of ties to the first.
   *
   * @param kernel window height and width
   * @param stride vertical and horizontal stride
   * @return the layer
   */
  public static MaxPool of(int kernel, int stride) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride);
    return of(axis, axis);
  }

  /**
   * Windows whose axes may differ, output sizes rounded down, the gradient of ties to the first.
   *
   * @param vertical the window's axis along the height
   * @param horizontal the window's axis along the width
   * @return the layer
   */
  public static MaxPool of(WindowAxis vertical, WindowAxis horizontal) {
    return new MaxPool(vertical, horizontal, false, Ties.FIRST);
  }

  /**
   * The same layer with another window, where the axes differ.
   *
   * @param newVertical the window's axis along the height
   * @param newHorizontal the window's axis along the width
   * @return the changed copy
   */
  public MaxPool window(WindowAxis newVertical, WindowAxis newHorizontal) {
    return new MaxPool(newVertical, newHorizontal, ceil, ties);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns by which windows may stick out on each side
   * @return the changed copy
   */
  public MaxPool pad(int size) {
    return window(vertical.pad(size), horizontal.pad(size));
  }

  /**
   * The same layer with a window whose elements lie apart.
   *
   * @param dilation rows and columns of the map from one element to the next; 1 for a dense window
   * @return the changed copy
   */
  public MaxPool dilation(int dilation) {
    return window(vertical.dilation(dilation), horizontal.dilation(dilation));
  }

  /**
   * The same layer with output sizes rounded up, as in cuda-convnet and Caffe.
   *
   * @return the changed copy
   */
  public MaxPool roundUp() {
    return new MaxPool(vertical, horizontal, true, ties);
  }

  /**
   * The same layer with another rule for ties.
   *
   * @param newTies who receives the gradient when several inputs share the maximum
   * @return the changed copy
   */
  public MaxPool ties(Ties newTies) {
    return new MaxPool(vertical, horizontal, ceil, newTies);
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
    return new PoolingWindow(vertical, horizontal, ceil);
  }

  @Override
  public UnitDivision unitDivision() {
    return new UnitDivision.UnitByUnit();
  }

  @Override
  public String kind() {
    return "max_pool";
  }
}
