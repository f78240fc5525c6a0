package dev.alexandrite.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.ActivationOp;
import dev.alexandrite.spi.AdaptivePoolingOp;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BatchNormOp;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.ElementwiseOp;
import dev.alexandrite.spi.GatherOp;
import dev.alexandrite.spi.LayerNormOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.LocalResponseNormOp;
import dev.alexandrite.spi.LocalResponseNormOp.Window;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Operand;
import dev.alexandrite.spi.PoolingOp;
import dev.alexandrite.spi.SoftmaxOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.PoolingGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.Ties;
import dev.alexandrite.tensor.UnaryFunction;
import dev.alexandrite.tensor.WindowAxis;
import dev.alexandrite.testkit.OpCase.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The reference's gradients against central finite differences of the reference itself. With {@code
 * L = Σ dy · y}, the derivative of L by an input is what the gradient operator must write.
 */
final class ReferenceGradientTest {
  private static final int ROWS = 3;

  private static final float STEP = 1f / 1024;

  @TestFactory
  Stream<DynamicTest> gradientsAreDerivatives() {
    return pairs()
        .map(
            pair ->
                DynamicTest.dynamicTest(
                    pair.gradient.toString(),
                    () -> {
                      try (Backend reference = Backends.reference()) {
                        check(reference, pair);
                      }
                    }));
  }

  @Test
  void lossGradientIsTheDerivativeOfTheWeightedMean() {
    List<Float> weights = List.of(0.5f, 2f, 1f, 0.25f);
    Op op = new LossOp.SoftmaxCrossEntropy(4, 0.1f, weights);
    OpCase test = OpCase.of("loss", op, ROWS, ROWS);
    try (Backend reference = Backends.reference()) {
      List<float[]> inputs = CaseValues.inputs(test, reference);
      OpRunner runner = OpRunner.plan(reference, test);
      float[] gradient = runner.run(inputs, test.state()).get(1);
      double weightSum = 0;
      for (float label : inputs.get(1)) {
        weightSum += weights.get((int) label);
      }
      float[] meanOfRows = new float[ROWS];
      Arrays.fill(meanOfRows, (float) (1 / weightSum));
      assertDerivative(runner, test, inputs, 0, meanOfRows, gradient);
    }
  }

  private static Stream<Pair> pairs() {
    WindowAxis vertical = WindowAxis.of(3).stride(2).pad(1, 0);
    WindowAxis horizontal = WindowAxis.of(2).pad(0, 1);
    WindowAxis apart = horizontal.stride(2);
    Shape maps = Shape.image(3, 4, 2);
    List<Pair> pairs = new ArrayList<>();
    for (ConvolutionGeometry g :
        List.of(
            new ConvolutionGeometry(4, 5, 6, 6, vertical, horizontal, 2),
            new ConvolutionGeometry(4, 5, 6, 6, vertical.dilation(2), horizontal.dilation(3), 2))) {
      for (boolean shared : List.of(true, false)) {
        Op forward = new ConvolutionOp.Forward(g, shared, true, Activation.NONE);
        pairs.add(new Pair(forward, new ConvolutionOp.InputGradient(g, shared)));
        pairs.add(new Pair(forward, new ConvolutionOp.WeightGradient(g, shared, true)));
      }
    }
    Op linear = new LinearOp.Forward(2, 7, 5, true, Activation.NONE);
    pairs.add(new Pair(linear, new LinearOp.InputGradient(2, 7, 5)));
    pairs.add(new Pair(linear, new LinearOp.WeightGradient(2, 7, 5, true)));
    for (PoolingGeometry g :
        List.of(
            new PoolingGeometry(2, 6, 5, vertical, apart, 3, 3),
            new PoolingGeometry(2, 6, 5, vertical.dilation(2), apart.dilation(3), 3, 3))) {
      for (Ties ties : Ties.values()) {
        pairs.add(new Pair(new PoolingOp.MaxForward(g), new PoolingOp.MaxGradient(g, ties)));
      }
      for (boolean countPadding : List.of(true, false)) {
        pairs.add(
            new Pair(
                new PoolingOp.AverageForward(g, countPadding),
                new PoolingOp.AverageGradient(g, countPadding)));
      }
    }
    for (Window window :
        List.of(
            new Window(Shape.image(7, 2, 3), 5, 0.2f, 0.75f, 2, false, 1),
            new Window(Shape.image(8, 2, 2), 4, 0.5f, 0.5f, 1, false, 2),
            new Window(Shape.image(2, 4, 5), 3, 0.1f, 0.75f, 1, true, 1))) {
      pairs.add(
          new Pair(
              new LocalResponseNormOp.Forward(window), new LocalResponseNormOp.Gradient(window)));
    }
    pairs.add(
        new Pair(new BatchNormOp.Training(maps, 1e-5f, 0.1f), new BatchNormOp.Gradient(maps)));
    pairs.add(new Pair(new LayerNormOp.Forward(maps, 8, 1e-5f), new LayerNormOp.Gradient(maps, 8)));
    for (Activation activation : Activation.values()) {
      pairs.add(
          new Pair(
              new ActivationOp.Forward(maps, activation),
              new ActivationOp.Gradient(maps, activation)));
    }
    for (Operand operand : List.of(Operand.batched(maps), Operand.whole(Shape.of(2, 3, 2, 3)))) {
      for (int axis = 0; axis < operand.shape().rank(); axis++) {
        for (boolean log : List.of(false, true)) {
          pairs.add(
              new Pair(
                  new SoftmaxOp.Forward(operand, axis, log),
                  new SoftmaxOp.Gradient(operand, axis, log)));
        }
      }
    }
    addFunctions(pairs, Operand.batched(maps));
    addGathers(pairs);
    for (List<Integer> size : List.of(List.of(3, 2), List.of(6, 7), List.of(1, 1))) {
      Shape input = Shape.image(3, 5, 4);
      pairs.add(
          new Pair(
              new AdaptivePoolingOp.Forward(input, size.get(0), size.get(1)),
              new AdaptivePoolingOp.Gradient(input, size.get(0), size.get(1))));
    }
    return pairs.stream();
  }

  private static void addFunctions(List<Pair> pairs, Operand operand) {
    List.of(
            new UnaryFunction.Exponential(),
            new UnaryFunction.ErrorFunction(),
            new UnaryFunction.Absolute(),
            new UnaryFunction.Power(0),
            new UnaryFunction.Power(1),
            new UnaryFunction.Power(2),
            new UnaryFunction.Power(5),
            new UnaryFunction.Clip(-0.5f, 0.25f),
            new UnaryFunction.Scale(-1.5f),
            new UnaryFunction.Shift(0.75f))
        .forEach(function -> pairs.add(Pair.of(function, operand, Fill.UNIFORM)));
    List.of(
            new UnaryFunction.Logarithm(),
            new UnaryFunction.SquareRoot(),
            new UnaryFunction.Power(-1),
            new UnaryFunction.Power(0.5f),
            new UnaryFunction.Power(-1.5f))
        .forEach(function -> pairs.add(Pair.of(function, operand, Fill.POSITIVE)));
  }

  private static void addGathers(List<Pair> pairs) {
    Shape table = Shape.of(4, 3, 5);
    Shape picks = Shape.of(2, 4);
    for (int axis = 0; axis < table.rank(); axis++) {
      for (Operand from : List.of(Operand.batched(table), Operand.whole(table))) {
        for (Operand indices : List.of(Operand.batched(picks), Operand.whole(picks))) {
          pairs.add(
              new Pair(
                  new GatherOp.Forward(from, indices, axis),
                  new GatherOp.Gradient(from, indices, axis)));
        }
      }
    }
  }

  /** Draws both operators' inputs under one name, so that they share x, weights and scale. */
  private static void check(Backend reference, Pair pair) {
    OpCase forward = pair.test(pair.forward);
    OpCase gradient = pair.test(pair.gradient);
    List<float[]> inputs = CaseValues.inputs(forward, reference);
    List<float[]> gradientInputs = CaseValues.inputs(gradient, reference);
    float[] dy = gradientInputs.get(names(OpRunner.inputs(pair.gradient)).indexOf("dy"));
    List<float[]> gradients =
        OpRunner.plan(reference, gradient).run(gradientInputs, gradient.state());
    List<String> outputs = names(OpRunner.outputs(pair.gradient));
    OpRunner runner = OpRunner.plan(reference, forward);
    for (int i = 0; i < outputs.size(); i++) {
      int input = names(OpRunner.inputs(pair.forward)).indexOf(outputs.get(i).substring(1));
      assertDerivative(runner, forward, inputs, input, dy, gradients.get(i));
    }
  }

  private static void assertDerivative(
      OpRunner runner, OpCase test, List<float[]> inputs, int input, float[] dy, float[] gradient) {
    float[] x = inputs.get(input);
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      float before = x[i];
      x[i] = before + STEP;
      double above = weightedSum(dy, runner.run(inputs, test.state()).getFirst());
      x[i] = before - STEP;
      double below = weightedSum(dy, runner.run(inputs, test.state()).getFirst());
      x[i] = before;
      expected[i] = (float) ((above - below) / (2 * STEP));
    }
    double error = Tolerances.maxError(gradient, expected);
    assertTrue(
        error <= Tolerances.FINITE_DIFFERENCES,
        test.op() + ", input " + input + ": error " + error);
  }

  private static double weightedSum(float[] dy, float[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += (double) dy[i] * y[i];
    }
    return sum;
  }

  private static List<String> names(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::name).toList();
  }

  private record Pair(Op forward, Op gradient, Fill fill) {
    Pair(Op forward, Op gradient) {
      this(forward, gradient, Fill.UNIFORM);
    }

    static Pair of(UnaryFunction function, Operand operand, Fill fill) {
      return new Pair(
          new ElementwiseOp.Unary(function, operand),
          new ElementwiseOp.UnaryGradient(function, operand),
          fill);
    }

    OpCase test(Op op) {
      OpCase test = OpCase.of("derivative", op, ROWS, ROWS);
      return fill == Fill.POSITIVE ? test.positive() : test;
    }
  }
}
