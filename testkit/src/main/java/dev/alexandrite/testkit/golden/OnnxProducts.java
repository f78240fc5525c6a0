package dev.alexandrite.testkit.golden;

import dev.alexandrite.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** ONNX's matrix products, and sums that are one with a matrix of ones. */
final class OnnxProducts {
  private OnnxProducts() {}

  /** A vector is a row on the left and a column on the right, and its axis goes. */
  static OnnxTensor product(OnnxCall call) throws OutOfScope {
    OnnxComposer c = call.composer();
    OnnxTensor a = call.x(0);
    OnnxTensor b = call.x(1);
    OnnxTensor left = a.rank() == 1 ? c.reshape(a, Shape.of(1, a.size(0))) : a;
    OnnxTensor right = b.rank() == 1 ? c.reshape(b, Shape.of(b.size(0), 1)) : b;
    OnnxTensor product = c.product(left, right);
    List<Integer> sizes = new ArrayList<>(product.shape().dimensions());
    if (b.rank() == 1) {
      sizes.removeLast();
    }
    if (a.rank() == 1) {
      int rows = product.rank() - 2;
      sizes.subList(rows, rows + 1).clear();
    }
    return sizes.size() == product.rank() ? product : c.reshape(product, new Shape(sizes));
  }

  static OnnxTensor cumulativeSum(OnnxCall call) throws OutOfScope {
    OnnxTensor x = call.x();
    int axis = x.axis(call.wholes(1)[0]);
    int size = x.size(axis);
    boolean exclusive = call.attributes().flag("exclusive", false);
    boolean reverse = call.attributes().flag("reverse", false);
    float[] sums = new float[size * size];
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        boolean before = reverse ? from > to : from < to;
        sums[from * size + to] = before || (from == to && !exclusive) ? 1 : 0;
      }
    }
    return alongAxis(call.composer(), x, axis, Shape.of(size, size), sums);
  }

  /**
   * Every row along an axis times a matrix.
   *
   * @param shape the matrix, {@code [size of the axis, new size]}
   */
  static OnnxTensor alongAxis(OnnxComposer c, OnnxTensor x, int axis, Shape shape, float[] matrix) {
    List<Integer> last = new ArrayList<>(x.axes());
    Collections.rotate(last.subList(axis, last.size()), -1);
    List<Integer> back = x.axes().stream().map(last::indexOf).toList();
    OnnxTensor rows = c.permute(x, last);
    // One row would be no matrix.
    OnnxTensor matrices = x.rank() == 1 ? c.reshape(rows, Shape.of(1, x.size(axis))) : rows;
    OnnxTensor product = c.product(matrices, c.constant(shape, matrix));
    return x.rank() == 1 ? c.reshape(product, Shape.of(shape.get(1))) : c.permute(product, back);
  }
}
