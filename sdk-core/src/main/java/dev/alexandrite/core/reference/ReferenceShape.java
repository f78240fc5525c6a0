package dev.alexandrite.core.reference;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.tensor.Shape;

/** Concatenation, slices and reshapes: copies of runs of elements. */
final class ReferenceShape {
  private ReferenceShape() {}

  static Kernel kernel(ShapeOp op) {
    return switch (op) {
      case ShapeOp.Concat concat -> {
        int[] sizes = concat.parts().stream().mapToInt(Shape::elements).toArray();
        yield (in, out, state) -> concat(sizes, in, ScalarBuffer.of(out[0]), state.rows);
      }
      case ShapeOp.Slice slice ->
          (in, out, state) ->
              slice(slice, ScalarBuffer.of(in[0]), ScalarBuffer.of(out[0]), state.rows);
      case ShapeOp.Reshape reshape ->
          (in, out, state) ->
              ScalarBuffer.of(in[0])
                  .copyTo(0, ScalarBuffer.of(out[0]), 0, state.rows * reshape.input().elements());
    };
  }

  /** The first axis is outermost within an example, so that a part is one run of elements. */
  private static void concat(int[] sizes, Buffer[] in, ScalarBuffer joined, int rows) {
    int to = 0;
    for (int n = 0; n < rows; n++) {
      for (int part = 0; part < sizes.length; part++) {
        ScalarBuffer.of(in[part]).copyTo(n * sizes[part], joined, to, sizes[part]);
        to += sizes[part];
      }
    }
  }

  private static void slice(ShapeOp.Slice op, ScalarBuffer x, ScalarBuffer part, int rows) {
    int size = op.input().elements();
    int channel = size / op.input().channels();
    int count = op.channels() * channel;
    for (int n = 0; n < rows; n++) {
      x.copyTo(n * size + op.from() * channel, part, n * count, count);
    }
  }
}
