package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.proto.onnx.TensorProto.DataType;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Parameter;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Parameters as values, and elements picked by number. */
final class PickExport {
  private PickExport() {}

  /** An initialiser is a value already. */
  static Value export(LayerScope scope, Parameter layer) {
    return new Value(scope.parameter(0), scope.shape(), false);
  }

  static Value export(LayerScope scope, Embedding layer) {
    Value picks = scope.input(0);
    Op op = Op.of("Gather", scope.parameter(0), numbers(scope, picks)).integer("axis", 0);
    return scope.result(op, picks.batched());
  }

  static Value export(LayerScope scope, Gather layer) {
    Value table = scope.input(0);
    Value picks = scope.input(1);
    if (table.batched() && picks.batched()) {
      return byExample(scope, layer);
    }
    int axis = table.axis(layer.axis());
    Op op = Op.of("Gather", table.name(), numbers(scope, picks)).integer("axis", axis);
    if (!picks.batched() || axis == 0) {
      return scope.result(op, scope.anyBatched());
    }
    // The examples come where the picks are: between the axes before and behind.
    int rank = scope.shape().rank() + 1;
    long[] order =
        LongStream.concat(
                LongStream.of(axis), LongStream.range(0, rank).filter(place -> place != axis))
            .toArray();
    return scope.result(Op.of("Transpose", scope.step("picked", op)).integers("perm", order));
  }

  /** Every example has a table and numbers of its own. */
  private static Value byExample(LayerScope scope, Gather layer) {
    Value table = scope.input(0);
    Value picks = scope.input(1);
    int axis = table.axis(layer.axis());
    long[] first = // the axis to pick from, behind that of the examples
        LongStream.concat(
                LongStream.of(0, axis),
                LongStream.range(1, table.onnxRank()).filter(place -> place != axis))
            .toArray();
    String turned = scope.step("turned", Op.of("Transpose", table.name()).integers("perm", first));
    String last = scope.integers("last", -1);
    String tuples = scope.step("tuples", Op.of("Unsqueeze", numbers(scope, picks), last));
    Op op = Op.of("GatherND", turned, tuples).integer("batch_dims", 1);
    // [N, picks, before, behind] to [N, before, picks, behind]
    int before = axis - 1;
    int picked = picks.shape().rank();
    IntStream order =
        IntStream.concat(
            IntStream.concat(
                IntStream.of(0), IntStream.range(0, before).map(place -> 1 + picked + place)),
            IntStream.concat(
                IntStream.range(0, picked).map(place -> 1 + place),
                IntStream.range(1 + picked + before, scope.shape().rank() + 1)));
    return scope.result(
        Op.of("Transpose", scope.step("picked", op))
            .integers("perm", order.asLongStream().toArray()));
  }

  private static String numbers(LayerScope scope, Value picks) {
    return scope.step(
        "whole", Op.of("Cast", picks.name()).integer("to", DataType.INT64.getNumber()));
  }
}
