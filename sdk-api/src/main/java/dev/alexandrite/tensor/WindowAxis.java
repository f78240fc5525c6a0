package dev.alexandrite.tensor;

/**
 * One axis of a window that slides over zero-padded maps: of a convolution's kernel, a locally
 * connected layer's or a pooling's. A window of several axes has one of these for each.
 *
 * <pre>{@code
 * WindowAxis axis = WindowAxis.of(3).stride(2).pad(1);
 * axis.span(); // 3
 * axis.positions(224); // 112
 * }</pre>
 *
 * <p>Nothing is refused here: what is legal depends on the layer and its input, and is checked
 * where the name of the layer is known.
 *
 * @param kernel how many elements of the map a window takes, at least 1
 * @param stride from one window to the next, at least 1
 * @param dilation from one element of a window to the next, at least 1; 1 for a dense window
 * @param padBefore zeros before the map: above it, or on its left
 * @param padAfter zeros behind the map: below it, or on its right
 */
public record WindowAxis(int kernel, int stride, int dilation, int padBefore, int padAfter) {
  /**
   * A dense window with stride 1 and without padding.
   *
   * @param kernel how many elements of the map a window takes
   * @return the axis
   */
  public static WindowAxis of(int kernel) {
    return new WindowAxis(kernel, 1, 1, 0, 0);
  }

  /**
   * The same axis with another stride.
   *
   * @param newStride from one window to the next
   * @return the changed copy
   */
  public WindowAxis stride(int newStride) {
    return new WindowAxis(kernel, newStride, dilation, padBefore, padAfter);
  }

  /**
   * The same axis with another dilation.
   *
   * @param newDilation from one element of a window to the next; 1 for a dense window
   * @return the changed copy
   */
  public WindowAxis dilation(int newDilation) {
    return new WindowAxis(kernel, stride, newDilation, padBefore, padAfter);
  }

  /**
   * The same axis with the same padding on both sides.
   *
   * @param size zeros on each side
   * @return the changed copy
   */
  public WindowAxis pad(int size) {
    return pad(size, size);
  }

  /**
   * The same axis with padding that may differ between the sides: the 2012 network pads 224 pixels
   * by 0 before and 3 after.
   *
   * @param before zeros above the map, or on its left
   * @param after zeros below the map, or on its right
   * @return the changed copy
   */
  public WindowAxis pad(int before, int after) {
    return new WindowAxis(kernel, stride, dilation, before, after);
  }

  /**
   * What a window spans, the holes of its dilation counted.
   *
   * @return {@code (kernel - 1) · dilation + 1}
   */
  public long span() {
    return (kernel - 1L) * dilation + 1;
  }

  /**
   * The map with its padding.
   *
   * @param size of the map along this axis
   * @return {@code padBefore + size + padAfter}
   */
  public long padded(int size) {
    return (long) padBefore + size + padAfter;
  }

  /**
   * The number of windows that lie within the padded map.
   *
   * @param size of the map along this axis
   * @return {@code floor((padded - span) / stride) + 1}; 0 if no window fits
   */
  public int positions(int size) {
    long room = padded(size) - span();
    return room < 0 ? 0 : Math.toIntExact(room / stride + 1);
  }

  /**
   * The number of windows with one more for what a stride leaves over at the end, which then sticks
   * out; unless it would begin beyond the map, where there is nothing to see (the rule of Caffe and
   * PyTorch). The padding is smaller than the span.
   *
   * @param size of the map along this axis
   * @return {@code ceil((padded - span) / stride) + 1}, less a window that begins beyond the map; 0
   *     if no window fits
   */
  public int positionsRoundedUp(int size) {
    long room = padded(size) - span();
    if (room < 0) {
      return 0;
    }
    long last = Math.ceilDiv(room, stride);
    boolean beyond = last * stride >= (long) padBefore + size;
    return Math.toIntExact(beyond ? last : last + 1);
  }
}
