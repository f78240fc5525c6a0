package dev.alexandrite.spi;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Convolutions, and locally connected layers, whose weights differ from position to position.
 *
 * <p>Weights of a convolution are {@code float32[filters, channels/groups, kernelHeight,
 * kernelWidth]} (OIHW), biases {@code float32[filters]}. A locally connected layer ({@code shared}
 * false) has {@code float32[outHeight·outWidth, filters, channels/groups, kernelHeight,
 * kernelWidth]} and {@code float32[filters, outHeight, outWidth]}.
 */
public sealed interface ConvolutionOp extends Op {
  /**
   * The sizes.
   *
   * @return the geometry
   */
  ConvolutionGeometry geometry();

  /**
   * Whether all positions share one set of weights.
   *
   * @return true for a convolution, false for a locally connected layer
   */
  boolean shared();

  /**
   * Reads x, weights and (if {@code bias}) biases, writes y, after the activation.
   *
   * @param geometry the sizes
   * @param shared true for a convolution, false for a locally connected layer
   * @param bias whether there are biases
   * @param activation applied to the sum: {@link Activation#NONE} or {@link Activation#RELU}
   */
  record Forward(ConvolutionGeometry geometry, boolean shared, boolean bias, Activation activation)
      implements ConvolutionOp {}

  /**
   * A convolution after training together with what follows it: reads x, weights, (if there are)
   * biases, scale, shift, runningMean, runningVariance and (if {@code residual}) term, writes
   * {@code y = activation(norm(convolution(x)) + term)}. The results are those of {@link #steps()};
   * a backend that has no kernel for it runs these in a {@link SequencePlan}.
   *
   * @param convolution the convolution, without an activation
   * @param norm the normalisation
   * @param residual whether a term of y's shape is added
   * @param activation applied last: an {@link ActivationOp.Forward} of {@link Activation#RELU} or
   *     {@link Activation#SILU}, an {@link ElementwiseOp.Unary} that clips, or nothing
   */
  record NormalizedForward(
      Forward convolution, BatchNormOp.Inference norm, boolean residual, Optional<Op> activation)
      implements ConvolutionOp {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if they do not follow each other, or cannot be computed
     *     together
     */
    public NormalizedForward {
      if (!convolution.shared()
          || convolution.activation() != Activation.NONE
          || !norm.shape().equals(convolution.geometry().output())
          || !activation.stream().allMatch(NormalizedForward::canFollow)) {
        throw new IllegalArgumentException(
            "a convolution without activation, a normalisation of its output and ReLU, SiLU or"
                + " clipping can be computed together, found "
                + convolution
                + ", "
                + norm
                + " and "
                + activation);
      }
    }

    /**
     * Whether that may come last.
     *
     * @param op any operator
     * @return true for ReLU, SiLU and clipping
     */
    public static boolean canFollow(Op op) {
      return switch (op) {
        case ActivationOp.Forward(_, Activation function) ->
            function == Activation.RELU || function == Activation.SILU;
        case ElementwiseOp.Unary(UnaryFunction function, _) ->
            function instanceof UnaryFunction.Clip;
        default -> false;
      };
    }

    @Override
    public ConvolutionGeometry geometry() {
      return convolution.geometry();
    }

    @Override
    public boolean shared() {
      return true;
    }

    /** The operators, one after another. */
    @Override
    public String toString() {
      return String.join(" + ", steps().stream().map(Op::toString).toList());
    }

    /**
     * The same as operators of their own, each of which reads the result of the one before as its
     * first input.
     *
     * @return convolution, normalisation, sum and activation, as far as there are
     */
    public List<Op> steps() {
      List<Op> steps = new ArrayList<>(List.of(convolution, norm));
      if (residual) {
        steps.add(new ElementwiseOp.Add(norm.shape(), 2, true));
      }
      activation.ifPresent(steps::add);
      return List.copyOf(steps);
    }

    private Signature signature(Signature forward) {
      List<Signature.Tensor> inputs = new ArrayList<>(forward.inputs());
      List<Signature.Tensor> normalized = norm.signature().inputs();
      inputs.addAll(normalized.subList(1, normalized.size()));
      if (residual) {
        inputs.add(Signature.batched("term", norm.shape()));
      }
      return Signature.of(inputs, forward.outputs().getFirst());
    }
  }

  /**
   * Reads dy and weights, writes dx.
   *
   * @param geometry the sizes of the forward operator
   * @param shared true for a convolution, false for a locally connected layer
   */
  record InputGradient(ConvolutionGeometry geometry, boolean shared) implements ConvolutionOp {}

  /**
   * Reads x and dy, writes the gradient of the weights and (if {@code bias}) of the biases, summed
   * over the batch by {@link BatchTree}.
   *
   * @param geometry the sizes of the forward operator
   * @param shared true for a convolution, false for a locally connected layer
   * @param bias whether there are biases
   */
  record WeightGradient(ConvolutionGeometry geometry, boolean shared, boolean bias)
      implements ConvolutionOp {}

  @Override
  default Signature signature() {
    ConvolutionGeometry g = geometry();
    int channels = g.channels() / g.groups();
    Shape weights =
        shared()
            ? Shape.of(g.filters(), channels, g.kernelHeight(), g.kernelWidth())
            : Shape.of(
                g.outHeight() * g.outWidth(),
                g.filters(),
                channels,
                g.kernelHeight(),
                g.kernelWidth());
    Shape biases = shared() ? Shape.of(g.filters()) : g.output();
    WeightedSignature tensors = new WeightedSignature(g.input(), weights, biases, g.output());
    return switch (this) {
      case Forward forward -> tensors.forward(forward.bias());
      case NormalizedForward fused -> fused.signature(tensors.forward(fused.convolution().bias()));
      case InputGradient _ -> tensors.inputGradient();
      case WeightGradient gradient -> tensors.weightGradient(gradient.bias());
    };
  }
}
