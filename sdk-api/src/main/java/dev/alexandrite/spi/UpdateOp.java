package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * What turns gradients into new parameters, in one pass over each. The learning rate of the step is
 * {@code RunState.learningRate · rateScale.at(RunState.epoch)}; a rate of 0 changes nothing, decay
 * included. {@code g} is the gradient times {@code RunState.gradientScale}.
 */
public sealed interface UpdateOp extends Op {
  /**
   * The parameter.
   *
   * @return its shape
   */
  Shape shape();

  /** The two forms of momentum; they differ when the rate changes. */
  enum Form {
    /** {@code v = m·v - rate·(g + decay·w); w += v} (AlexNet paper, section 5). */
    PAPER,
    /**
     * {@code v = m·v + (g + decay·w); w -= rate·v}, or with Nesterov {@code w -= rate·(g + decay·w
     * + m·v)}.
     */
    PYTORCH
  }

  /**
   * Reads g, w and v, writes w and v.
   *
   * @param shape the parameter's shape
   * @param form where the rate stands
   * @param momentum m
   * @param nesterov look ahead; with {@link Form#PAPER}: {@code v' = m·v - rate·(g + decay·w); w +=
   *     m·v' - rate·(g + decay·w)}
   * @param decay weight decay of this parameter
   * @param rateScale multiplier of the learning rate
   */
  record Sgd(
      Shape shape, Form form, float momentum, boolean nesterov, float decay, RateScale rateScale)
      implements UpdateOp {
    /**
     * The same multiplier in every epoch.
     *
     * @param shape the parameter's shape
     * @param form where the rate stands
     * @param momentum m
     * @param nesterov look ahead
     * @param decay weight decay of this parameter
     * @param rateScale multiplier of the learning rate
     */
    public Sgd(
        Shape shape, Form form, float momentum, boolean nesterov, float decay, float rateScale) {
      this(shape, form, momentum, nesterov, decay, RateScale.constant(rateScale));
    }
  }

  /**
   * Reads g, w, m and v, writes w, m and v: AdamW with decoupled decay and bias correction by
   * {@code RunState.updates + 1}.
   *
   * @param shape the parameter's shape
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the second moment
   * @param decay decoupled weight decay
   * @param rateScale multiplier of the learning rate
   */
  record AdamW(
      Shape shape, float beta1, float beta2, float epsilon, float decay, RateScale rateScale)
      implements UpdateOp {
    /**
     * The same multiplier in every epoch.
     *
     * @param shape the parameter's shape
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param epsilon added to the root of the second moment
     * @param decay decoupled weight decay
     * @param rateScale multiplier of the learning rate
     */
    public AdamW(
        Shape shape, float beta1, float beta2, float epsilon, float decay, float rateScale) {
      this(shape, beta1, beta2, epsilon, decay, RateScale.constant(rateScale));
    }
  }

  /**
   * Reads g, w, m and v, writes w, m and v: LAMB (arXiv 1904.00962, algorithm 2). With Adam's
   * moments, corrected for their bias, {@code u = m' / (sqrt(v') + epsilon) + decay·w; w -=
   * rate·ratio·u}, where ratio is the L2 norm of w ÷ that of u, or 1 where a norm is 0.
   *
   * @param shape the parameter's shape
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon added to the root of the second moment
   * @param decay decoupled weight decay
   * @param adapted whether there is a ratio; else it is 1
   * @param rateScale multiplier of the learning rate
   */
  record Lamb(
      Shape shape,
      float beta1,
      float beta2,
      float epsilon,
      float decay,
      boolean adapted,
      RateScale rateScale)
      implements UpdateOp {}

  /**
   * Reads g, w, s and v, writes w, s and v: RMSprop in TensorFlow's form, {@code u = g + decay·w; s
   * = squareDecay·s + (1 - squareDecay)·u²; v = momentum·v + rate·u / sqrt(s + epsilon); w -= v}.
   *
   * @param shape the parameter's shape
   * @param squareDecay decay of the mean of squares
   * @param momentum weight of past steps
   * @param epsilon added to the mean of squares, inside the root
   * @param decay weight decay of this parameter
   * @param rateScale multiplier of the learning rate
   */
  record RmsProp(
      Shape shape,
      float squareDecay,
      float momentum,
      float epsilon,
      float decay,
      RateScale rateScale)
      implements UpdateOp {}

  /**
   * Reads w, writes w: scales every row (all weights into one unit, next to each other) whose L2
   * norm exceeds the limit down to it (dropout paper, arXiv 1207.0580). A frozen parameter is left
   * as it is.
   *
   * @param shape the parameter's shape
   * @param units how many rows there are; a locally connected layer has one for each filter at each
   *     position
   * @param limit the largest norm
   * @param rateScale multiplier of the parameter's learning rate; 0 freezes it
   */
  record MaxNorm(Shape shape, int units, float limit, RateScale rateScale) implements UpdateOp {
    /**
     * Checks that the rows are equally long.
     *
     * @throws IllegalArgumentException if they are not
     */
    public MaxNorm {
      if (units < 1 || shape.elements() % units != 0) {
        throw new IllegalArgumentException(
            "max norm: " + units + " units do not divide the weights " + shape);
      }
    }

    /**
     * One unit an element of the first axis, never frozen.
     *
     * @param shape the parameter's shape
     * @param limit the largest norm
     */
    public MaxNorm(Shape shape, float limit) {
      this(shape, shape.channels(), limit, RateScale.constant(1));
    }

    /**
     * The length of a row.
     *
     * @return weights into one unit
     */
    public int weights() {
      return shape.elements() / units;
    }
  }

  /**
   * Reads w and average, writes average: {@code average = d·average + (1 - d)·w}, d of {@link
   * #decay(long)}.
   *
   * @param shape the parameter's shape
   * @param decay the weight of the past once the run is no longer young
   */
  record Average(Shape shape, float decay) implements UpdateOp {
    /**
     * The weight of the past in an update: {@code min(decay, (1 + n) / (10 + n))} after n updates,
     * as in TensorFlow's {@code ExponentialMovingAverage} with {@code num_updates}, so that the
     * initial weights are soon forgotten.
     *
     * @param updates {@code RunState.updates}
     * @return in (0, 1)
     */
    public float decay(long updates) {
      return (float) Math.min(decay, (1.0 + updates) / (10.0 + updates));
    }
  }

  /**
   * Reads g, writes the sum of its squares into a tensor of one element.
   *
   * @param shape the gradient's shape
   */
  record SquaredNorm(Shape shape) implements UpdateOp {}

  /**
   * Reads g and total (one element, the squared norm of all gradients), writes g times {@code
   * min(1, limit / (sqrt(total)·gradientScale))}.
   *
   * @param shape the gradient's shape
   * @param limit the largest norm of all gradients together
   */
  record Clip(Shape shape, float limit) implements UpdateOp {}

  /**
   * Reads nothing, writes zeros: clears an accumulated gradient.
   *
   * @param shape the tensor's shape
   */
  record Zero(Shape shape) implements UpdateOp {}

  @Override
  default Signature signature() {
    Signature.Tensor gradient = Signature.whole("gradient", shape());
    Signature.Tensor weights = Signature.whole("weights", shape());
    Signature.Tensor velocity = Signature.whole("velocity", shape());
    Signature.Tensor first = Signature.whole("firstMoment", shape());
    Signature.Tensor second = Signature.whole("secondMoment", shape()).positive();
    Signature.Tensor meanSquare = Signature.whole("meanSquare", shape()).positive();
    Signature.Tensor average = Signature.whole("average", shape());
    Signature.Tensor total = Signature.whole("total", Shape.of(1)).positive();
    return switch (this) {
      case Sgd _ -> Signature.of(List.of(gradient, weights, velocity), weights, velocity);
      case AdamW _, Lamb _ ->
          Signature.of(List.of(gradient, weights, first, second), weights, first, second);
      case RmsProp _ ->
          Signature.of(
              List.of(gradient, weights, meanSquare, velocity), weights, meanSquare, velocity);
      case MaxNorm _ -> Signature.of(List.of(weights), weights);
      case Average _ -> Signature.of(List.of(weights, average), average);
      case SquaredNorm _ -> Signature.of(List.of(gradient), total);
      case Clip _ -> Signature.of(List.of(gradient, total), gradient);
      case Zero _ -> Signature.of(List.of(), gradient);
    };
  }
}
