package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.model.Concat;
import dev.alexandrite.model.Expand;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Pad;
import dev.alexandrite.model.Permute;
import dev.alexandrite.model.Reshape;
import dev.alexandrite.model.Slice;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Layers that move elements. */
final class ShapeExport {
  private ShapeExport() {}

  static Value export(LayerScope scope, Concat layer) {
    boolean batched = scope.anyBatched();
    String[] parts =
        IntStream.range(0, scope.inputs().size())
            .mapToObj(i -> batched ? scope.rows(i) : scope.input(i).name())
            .toArray(String[]::new);
    int axis = Math.floorMod(layer.axis(), scope.shape().rank()) + (batched ? 1 : 0);
    return scope.result(Op.of("Concat", parts).integer("axis", axis), batched);
  }

  static Value export(LayerScope scope, Flatten layer) {
    Value x = scope.input(0);
    return x.batched()
        ? scope.result(Op.of("Flatten", x.name()).integer("axis", 1))
        : reshape(scope);
  }

  static Value export(LayerScope scope, Reshape layer) {
    return reshape(scope);
  }

  private static Value reshape(LayerScope scope) {
    Value x = scope.input(0);
    String sizes = scope.integers("shape", sizes(scope.shape(), x.batched()));
    return scope.result(Op.of("Reshape", x.name(), sizes), x.batched());
  }

  /** The sizes of a reshape; a 0 keeps the axis of examples as long as it is. */
  static long[] sizes(Shape shape, boolean batched) {
    LongStream sizes = shape.dimensions().stream().mapToLong(size -> size);
    return (batched ? LongStream.concat(LongStream.of(0), sizes) : sizes).toArray();
  }

  static Value export(LayerScope scope, Permute layer) {
    Value x = scope.input(0);
    LongStream axes = layer.axes().stream().mapToLong(x::axis);
    long[] all = (x.batched() ? LongStream.concat(LongStream.of(0), axes) : axes).toArray();
    return scope.result(Op.of("Transpose", x.name()).integers("perm", all), x.batched());
  }

  static Value export(LayerScope scope, Slice layer) {
    Value x = scope.input(0);
    long end = layer.from() + (layer.count() - 1L) * layer.step() + Integer.signum(layer.step());
    Op op =
        Op.of(
            "Slice",
            x.name(),
            scope.integers("from", layer.from()),
            scope.integers("to", end < 0 ? Long.MIN_VALUE : end), // -1 would be the last element
            scope.integers("axis", x.axis(layer.axis())),
            scope.integers("step", layer.step()));
    return scope.result(op, x.batched());
  }

  static Value export(LayerScope scope, Pad layer) {
    Value x = scope.input(0);
    long[] pads = new long[2 * x.onnxRank()];
    pads[x.axis(layer.axis())] = layer.before();
    pads[x.onnxRank() + x.axis(layer.axis())] = layer.after();
    Op op =
        Op.of("Pad", x.name(), scope.integers("pads", pads), scope.scalar("value", layer.value()));
    return scope.result(op, x.batched());
  }

  static Value export(LayerScope scope, Expand layer) {
    List<Integer> sizes = layer.sizes();
    LongStream ours = sizes.stream().mapToLong(size -> size);
    boolean batched = scope.input(0).batched();
    // ONNX broadcasts both ways: an axis of size 1 takes the number of examples.
    long[] all = (batched ? LongStream.concat(LongStream.of(1), ours) : ours).toArray();
    return scope.result(Op.of("Expand", scope.aligned(0), scope.integers("shape", all)), batched);
  }
}
