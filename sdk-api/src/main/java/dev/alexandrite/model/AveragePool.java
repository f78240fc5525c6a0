package dev.alexandrite.model;

import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WindowAxis;
import java.util.List;

/**
 * The mean of each window, with the sizes of {@link MaxPool}.
 *
 * <pre>{@code
 * net.averagePool("pool5", AveragePool.of(7, 1)); // float32[512, 7, 7] to float32[512, 1, 1]
 * }</pre>
 *
 * @param vertical the window's axis along the height; its padding is smaller than its span
 * @param horizontal the window's axis along the width
 * @param ceil whether output sizes are rounded up
 * @param countPadding true to divide by how many elements of the window lie within the padded map
 *     (Caffe, PyTorch's default), false by how many lie within the map (cuda-convnet)
 */
public record AveragePool(
    WindowAxis vertical, WindowAxis horizontal, boolean ceil, boolean countPadding)
    implements Layer {

  /**
   * Square windows without padding, output sizes rounded down, the divisor clipped to the map.
   *
   * @param kernel window height and width
   * @param stride vertical and horizontal stride
   * @return the layer
   */
  public static AveragePool of(int kernel, int stride) {
    WindowAxis axis = WindowAxis.of(kernel).stride(stride);
    return of(axis, axis);
  }

  /**
   * Windows whose axes may differ, output sizes rounded down, the divisor clipped to the map.
   *
   * @param vertical the window's axis along the height
   * @param horizontal the window's axis along the width
   * @return the layer
   */
  public static AveragePool of(WindowAxis vertical, WindowAxis horizontal) {
    return new AveragePool(vertical, horizontal, false, false);
  }

  /**
   * The same layer with another window, where the axes differ.
   *
   * @param newVertical the window's axis along the height
   * @param newHorizontal the window's axis along the width
   * @return the changed copy
   */
  public AveragePool window(WindowAxis newVertical, WindowAxis newHorizontal) {
    return new AveragePool(newVertical, newHorizontal, ceil, countPadding);
  }

  /**
   * The same layer with the same padding on all four sides.
   *
   * @param size rows and columns by which windows may stick out on each side
   * @return the changed copy
   */
  public AveragePool pad(int size) {
    return window(vertical.pad(size), horizontal.pad(size));
  }

  /**
   * The same layer with a window whose elements lie apart.
   *
   * @param dilation rows and columns of the map from one element to the next; 1 for a dense window
   * @return the changed copy
   */
  public AveragePool dilation(int dilation) {
    return window(vertical.dilation(dilation), horizontal.dilation(dilation));
  }

  /**
   * The same layer with output sizes rounded up, as in cuda-convnet and Caffe.
   *
   * @return the changed copy
   */
  public AveragePool roundUp() {
    return new AveragePool(vertical, horizontal, true, countPadding);
  }

  /**
   * The same layer with another divisor.
   *
   * @param count whether padding counts in the divisor
   * @return the changed copy
   */
  public AveragePool countPadding(boolean count) {
    return new AveragePool(vertical, horizontal, ceil, count);
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
    return "average_pool";
  }
}
