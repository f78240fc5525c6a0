package dev.alexandrite.cuda;

import dev.alexandrite.spi.UpdateOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** LAMB (You et al., arXiv 1904.00962, algorithm 2); its norms, too, stay on the device. */
final class Nd4jLamb {
  private Nd4jLamb() {}

  /** Two tensors like the parameter, and four numbers. */
  static long scratch(long elements) {
    return 2 * elements + 4;
  }

  static Nd4jPlan.Script script(UpdateOp.Lamb op, Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, 1, elements);
    INDArray weights = tensors.input(1, 1, elements);
    INDArray first = tensors.input(2, 1, elements);
    INDArray second = tensors.input(3, 1, elements);
    INDArray newWeights = tensors.output(0, 1, elements);
    INDArray newFirst = tensors.output(1, 1, elements);
    INDArray newSecond = tensors.output(2, 1, elements);
    INDArray g = tensors.scratch(new long[] {1, elements});
    INDArray step = tensors.scratch(new long[] {1, elements});
    Ratio ratio = new Ratio(tensors);
    Runnable scale = Native.pair("multiply", step, ratio.value, step);
    return state -> {
      double rate = Nd4jUpdate.rate(op.rateScale(), state);
      if (rate == 0) {
        newWeights.assign(weights);
        newFirst.assign(first);
        newSecond.assign(second);
        return;
      }
      double update = (double) (state.updates + 1);
      gradient.mul(state.gradientScale, g);
      g.mul(1.0 - op.beta1(), step);
      first.mul(op.beta1(), newFirst);
      newFirst.addi(step);
      g.muli(g);
      g.muli(1.0 - op.beta2());
      second.mul(op.beta2(), newSecond);
      newSecond.addi(g);
      newSecond.div(1 - StrictMath.pow(op.beta2(), update), g);
      Transforms.sqrt(g, false);
      g.addi(op.epsilon());
      newFirst.div(1 - StrictMath.pow(op.beta1(), update), step);
      step.divi(g);
      weights.mul(op.decay(), g);
      step.addi(g);
      if (op.adapted()) {
        ratio.measure(weights, step, g);
        scale.run();
      }
      step.muli(rate);
      weights.sub(step, newWeights);
    };
  }

  /** The norm of the weights ÷ that of the step, or 1 where one of them is 0. */
  private static final class Ratio {
    private final INDArray value;
    private final INDArray steps;
    private final INDArray both;
    private final INDArray nonzero;

    Ratio(Tensors tensors) {
      value = tensors.scratch(new long[] {1, 1});
      steps = tensors.scratch(new long[] {1, 1});
      both = tensors.scratch(new long[] {1, 1});
      nonzero = tensors.scratch(new long[] {1, 1});
    }

    void measure(INDArray weights, INDArray step, INDArray squares) {
      weights.mul(weights, squares);
      squares.sum(value, true, 1);
      step.mul(step, squares);
      squares.sum(steps, true, 1);
      nonzero.assign(steps);
      Transforms.sign(nonzero, false);
      both.assign(value);
      Transforms.sign(both, false);
      both.muli(nonzero); // 1 where there is a ratio, else 0
      nonzero.rsubi(1);
      steps.addi(nonzero); // 1 instead of 0, so that the quotient is a number
      value.divi(steps);
      Transforms.sqrt(value, false);
      value.muli(both);
      both.rsubi(1);
      value.addi(both);
    }
  }
}
