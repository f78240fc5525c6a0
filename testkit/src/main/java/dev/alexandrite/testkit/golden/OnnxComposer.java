package dev.alexandrite.testkit.golden;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.MatMulOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.ReduceOp;
import dev.alexandrite.spi.ShapeOp;
import dev.alexandrite.spi.Signature;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Reduction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Adds operators to a golden graph one by one; each returns what it writes. */
final class OnnxComposer {
  private final GoldenGraph graph = new GoldenGraph(1);
  private int results;

  GoldenGraph graph() {
    return graph;
  }

  /** A tensor with values. */
  OnnxTensor given(String name, Shape shape, float[] values) {
    graph.input(name, values);
    return new OnnxTensor(name, shape);
  }

  OnnxTensor constant(Shape shape, float... values) {
    return given("constant" + results++, shape, values);
  }

  OnnxTensor number(double value) {
    return constant(Shape.of(), (float) value);
  }

  /** Runs an operator and names what it writes. */
  List<OnnxTensor> run(Op op, List<OnnxTensor> inputs) {
    List<OnnxTensor> written = new ArrayList<>();
    for (Signature.Tensor output : op.signature().outputs()) {
      written.add(new OnnxTensor("result" + results++, output.shape()));
    }
    graph.step(op, names(inputs), names(written));
    return written;
  }

  private static List<String> names(List<OnnxTensor> tensors) {
    return tensors.stream().map(OnnxTensor::name).toList();
  }

  private OnnxTensor one(Op op, OnnxTensor... inputs) {
    return run(op, List.of(inputs)).getFirst();
  }

  OnnxTensor unary(UnaryFunction function, OnnxTensor x) {
    return one(new ElementwiseOp.Unary(function, x.operand()), x);
  }

  OnnxTensor scale(OnnxTensor x, double factor) {
    return unary(new UnaryFunction.Scale((float) factor), x);
  }

  OnnxTensor shift(OnnxTensor x, double term) {
    return unary(new UnaryFunction.Shift((float) term), x);
  }

  OnnxTensor clip(OnnxTensor x, double low, double high) {
    return unary(new UnaryFunction.Clip((float) low, (float) high), x);
  }

  OnnxTensor exp(OnnxTensor x) {
    return unary(new UnaryFunction.Exponential(), x);
  }

  OnnxTensor log(OnnxTensor x) {
    return unary(new UnaryFunction.Logarithm(), x);
  }

  OnnxTensor sqrt(OnnxTensor x) {
    return unary(new UnaryFunction.SquareRoot(), x);
  }

  OnnxTensor abs(OnnxTensor x) {
    return unary(new UnaryFunction.Absolute(), x);
  }

  OnnxTensor power(OnnxTensor x, double exponent) {
    return unary(new UnaryFunction.Power((float) exponent), x);
  }

  OnnxTensor activation(Activation activation, OnnxTensor x) {
    return one(new ActivationOp.Forward(x.shape(), activation), x);
  }

  OnnxTensor binary(BinaryFunction function, OnnxTensor a, OnnxTensor b) {
    return one(new ElementwiseOp.Binary(function, a.operand(), b.operand()), a, b);
  }

  OnnxTensor add(OnnxTensor a, OnnxTensor b) {
    return binary(BinaryFunction.ADD, a, b);
  }

  OnnxTensor subtract(OnnxTensor a, OnnxTensor b) {
    return binary(BinaryFunction.SUBTRACT, a, b);
  }

  OnnxTensor multiply(OnnxTensor a, OnnxTensor b) {
    return binary(BinaryFunction.MULTIPLY, a, b);
  }

  OnnxTensor divide(OnnxTensor a, OnnxTensor b) {
    return binary(BinaryFunction.DIVIDE, a, b);
  }

  OnnxTensor select(OnnxTensor condition, OnnxTensor a, OnnxTensor b) {
    var op = new ElementwiseOp.Select(condition.operand(), a.operand(), b.operand());
    return one(op, condition, a, b);
  }

  /** A reduction; over no axes the tensor itself. */
  OnnxTensor reduce(Reduction reduction, OnnxTensor x, List<Integer> axes, boolean keepAxes) {
    List<Integer> ascending = axes.stream().sorted().toList();
    return axes.isEmpty()
        ? reshape(x, x.shape())
        : one(new ReduceOp.Axes(reduction, x.operand(), ascending, keepAxes), x);
  }

  OnnxTensor softmax(OnnxTensor x, int axis, boolean log) {
    return one(new SoftmaxOp.Forward(x.operand(), axis, log), x);
  }

  OnnxTensor product(OnnxTensor a, OnnxTensor b) {
    return one(new MatMulOp(a.operand(), b.operand(), false, false), a, b);
  }

  OnnxTensor reshape(OnnxTensor x, Shape shape) {
    return one(new ShapeOp.Reshape(x.shape(), shape), x);
  }

  OnnxTensor permute(OnnxTensor x, List<Integer> axes) {
    return one(new ShapeOp.Permute(x.operand(), axes), x);
  }

  OnnxTensor slice(OnnxTensor x, List<ShapeOp.Range> ranges) {
    return one(new ShapeOp.Slice(x.operand(), ranges), x);
  }

  OnnxTensor slice(OnnxTensor x, int axis, int from, int count) {
    return one(ShapeOp.Slice.of(x.operand(), axis, from, count), x);
  }

  OnnxTensor pad(OnnxTensor x, List<ShapeOp.Margin> margins, double value) {
    return one(new ShapeOp.Pad(x.operand(), margins, (float) value), x);
  }

  OnnxTensor concat(List<OnnxTensor> parts, int axis) {
    List<Operand> operands = parts.stream().map(OnnxTensor::operand).toList();
    return run(new ShapeOp.Concat(operands, axis), parts).getFirst();
  }

  OnnxTensor expand(OnnxTensor x, Shape shape) {
    return one(new ShapeOp.Expand(x.operand(), Operand.batched(shape)), x);
  }

  OnnxTensor gather(OnnxTensor table, OnnxTensor indices, int axis) {
    return one(new GatherOp.Forward(table.operand(), indices.operand(), axis), table, indices);
  }

  /** Elements of one axis, by numbers that are known. */
  OnnxTensor gather(OnnxTensor table, int[] indices, int axis) {
    float[] values = new float[indices.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = indices[i];
    }
    return gather(table, constant(Shape.of(values.length), values), axis);
  }

  /** The numbers 0, 1 and so on along one axis; the others have size 1. */
  OnnxTensor counting(int rank, int axis, int count) {
    int[] sizes = IntStream.range(0, rank).map(i -> i == axis ? count : 1).toArray();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return constant(Shape.of(sizes), values);
  }
}
