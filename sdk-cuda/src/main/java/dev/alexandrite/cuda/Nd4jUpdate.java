package dev.alexandrite.cuda;

import dev.alexandrite.spi.RateScale;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.UpdateOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Optimiser updates; parameters never leave the device. */
final class Nd4jUpdate {
  private Nd4jUpdate() {}

  static Nd4jPlan plan(UpdateOp op, Nd4jBackend backend) {
    long elements = op.shape().elements();
    long scratch =
        switch (op) {
          case UpdateOp.Sgd _, UpdateOp.AdamW _, UpdateOp.RmsProp _ -> 2 * elements;
          case UpdateOp.Lamb _ -> Nd4jLamb.scratch(elements);
          case UpdateOp.MaxNorm maxNorm -> elements + maxNorm.units();
          case UpdateOp.Average _, UpdateOp.SquaredNorm _ -> elements;
          case UpdateOp.Clip _ -> 1;
          case UpdateOp.Zero _ -> 0;
        };
    return new Nd4jPlan(
        backend,
        "elementwise",
        scratch,
        (tensors, _) ->
            switch (op) {
              case UpdateOp.Sgd sgd -> sgd(sgd, tensors, elements);
              case UpdateOp.AdamW adam -> adamW(adam, tensors, elements);
              case UpdateOp.Lamb lamb -> Nd4jLamb.script(lamb, tensors, elements);
              case UpdateOp.RmsProp rms -> rmsProp(rms, tensors, elements);
              case UpdateOp.MaxNorm maxNorm -> maxNorm(maxNorm, tensors);
              case UpdateOp.Average average -> average(average, tensors, elements);
              case UpdateOp.SquaredNorm _ -> squaredNorm(tensors, elements);
              case UpdateOp.Clip clip -> clip(clip, tensors, elements);
              case UpdateOp.Zero _ -> {
                INDArray target = tensors.output(0, elements);
                yield _ -> target.assign(0);
              }
            });
  }

  static double rate(RateScale scale, RunState state) {
    return (double) state.learningRate * scale.at(state.epoch);
  }

  private static Nd4jPlan.Script sgd(UpdateOp.Sgd op, Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, elements);
    INDArray weights = tensors.input(1, elements);
    INDArray velocities = tensors.input(2, elements);
    INDArray newWeights = tensors.output(0, elements);
    INDArray newVelocities = tensors.output(1, elements);
    INDArray g = tensors.scratch(elements).view(elements);
    INDArray change = tensors.scratch(elements).view(elements);
    return state -> {
      double rate = rate(op.rateScale(), state);
      if (rate == 0) {
        newWeights.assign(weights);
        newVelocities.assign(velocities);
        return;
      }
      gradient.mul(state.gradientScale, g);
      weights.mul(op.decay(), change);
      g.addi(change);
      velocities.mul(op.momentum(), newVelocities);
      if (op.form() == UpdateOp.Form.PAPER) {
        g.muli(rate);
        newVelocities.subi(g);
        newVelocities.mul(op.nesterov() ? op.momentum() : 1, change);
        if (op.nesterov()) {
          change.subi(g);
        }
        weights.add(change, newWeights);
      } else {
        newVelocities.addi(g);
        newVelocities.mul(op.nesterov() ? op.momentum() : 1, change);
        if (op.nesterov()) {
          change.addi(g);
        }
        change.muli(rate);
        weights.sub(change, newWeights);
      }
    };
  }

  /** Loshchilov and Hutter, arXiv 1711.05101, algorithm 2. */
  private static Nd4jPlan.Script adamW(UpdateOp.AdamW op, Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, elements);
    INDArray weights = tensors.input(1, elements);
    INDArray first = tensors.input(2, elements);
    INDArray second = tensors.input(3, elements);
    INDArray newWeights = tensors.output(0, elements);
    INDArray newFirst = tensors.output(1, elements);
    INDArray newSecond = tensors.output(2, elements);
    INDArray g = tensors.scratch(elements).view(elements);
    INDArray step = tensors.scratch(elements).view(elements);
    return state -> {
      double rate = rate(op.rateScale(), state);
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
      step.muli(rate);
      weights.sub(step, newWeights);
    };
  }

  /** Tieleman and Hinton 2012, lecture 6.5, as in TensorFlow's RMSPropOptimizer. */
  private static Nd4jPlan.Script rmsProp(UpdateOp.RmsProp op, Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, elements);
    INDArray weights = tensors.input(1, elements);
    INDArray squares = tensors.input(2, elements);
    INDArray velocities = tensors.input(3, elements);
    INDArray newWeights = tensors.output(0, elements);
    INDArray newSquares = tensors.output(1, elements);
    INDArray newVelocities = tensors.output(2, elements);
    INDArray g = tensors.scratch(elements).view(elements);
    INDArray root = tensors.scratch(elements).view(elements);
    return state -> {
      double rate = rate(op.rateScale(), state);
      if (rate == 0) {
        newWeights.assign(weights);
        newSquares.assign(squares);
        newVelocities.assign(velocities);
        return;
      }
      gradient.mul(state.gradientScale, g);
      weights.mul(op.decay(), root);
      g.addi(root);
      g.mul(g, root);
      root.muli(1.0 - op.squareDecay());
      squares.mul(op.squareDecay(), newSquares);
      newSquares.addi(root);
      newSquares.add(op.epsilon(), root);
      Transforms.sqrt(root, false);
      g.muli(rate);
      g.divi(root);
      velocities.mul(op.momentum(), newVelocities);
      newVelocities.addi(g);
      weights.sub(newVelocities, newWeights);
    };
  }

  private static Nd4jPlan.Script maxNorm(UpdateOp.MaxNorm op, Tensors tensors) {
    INDArray weights = tensors.input(0, op.units(), op.weights());
    INDArray limited = tensors.output(0, op.units(), op.weights());
    INDArray squares = tensors.scratch(new long[] {op.units(), op.weights()});
    INDArray factors = tensors.scratch(new long[] {op.units(), 1});
    INDArray one = tensors.constant(new float[] {1}, 1, 1);
    Runnable atMostOne = Native.pair("minimum", factors, one, factors);
    Runnable multiply = Native.pair("multiply", weights, factors, limited);
    return state -> {
      if (op.rateScale().at(state.epoch) == 0) {
        limited.assign(weights);
        return;
      }
      weights.mul(weights, squares);
      squares.sum(factors, true, 1);
      Transforms.sqrt(factors, false);
      factors.rdivi(op.limit());
      atMostOne.run();
      multiply.run();
    };
  }

  private static Nd4jPlan.Script average(UpdateOp.Average op, Tensors tensors, long elements) {
    INDArray weights = tensors.input(0, elements);
    INDArray past = tensors.input(1, elements);
    INDArray average = tensors.output(0, elements);
    INDArray share = tensors.scratch(elements).view(elements);
    return state -> {
      float decay = op.decay(state.updates);
      weights.mul(1.0 - decay, share);
      past.mul(decay, average);
      average.addi(share);
    };
  }

  private static Nd4jPlan.Script squaredNorm(Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, 1, elements);
    INDArray sum = tensors.output(0, 1, 1);
    INDArray squares = tensors.scratch(elements).view(1, elements);
    return _ -> {
      gradient.mul(gradient, squares);
      squares.sum(sum, true, 1);
    };
  }

  private static Nd4jPlan.Script clip(UpdateOp.Clip op, Tensors tensors, long elements) {
    INDArray gradient = tensors.input(0, 1, elements);
    INDArray total = tensors.input(1, 1, 1);
    INDArray clipped = tensors.output(0, 1, elements);
    INDArray factor = tensors.scratch(new long[] {1, 1});
    INDArray one = tensors.constant(new float[] {1}, 1, 1);
    Runnable atMostOne = Native.pair("minimum", factor, one, factor);
    Runnable multiply = Native.pair("multiply", gradient, factor, clipped);
    return state -> {
      factor.assign(total);
      Transforms.sqrt(factor, false);
      factor.muli(state.gradientScale);
      factor.rdivi(op.limit());
      atMostOne.run();
      multiply.run();
    };
  }
}
