package dev.alexandrite.spi;

import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;

/**
 * Fully connected layers: {@code y = x·Wᵀ + b} with weights {@code float32[outputs, inputs]} and
 * biases {@code float32[outputs]}. A tensor of shape {@code [T, inputs]} is T rows.
 */
public sealed interface LinearOp extends Op {
  /**
   * Rows in one example.
   *
   * @return 1 for a vector, T for {@code [T, inputs]}
   */
  int rowsPerExample();

  /**
   * Input features.
   *
   * @return the length of a row of x
   */
  int inputs();

  /**
   * Output features.
   *
   * @return the length of a row of y
   */
  int outputs();

  /**
   * Reads x, weights and (if {@code bias}) biases, writes y, after the activation.
   *
   * @param rowsPerExample rows in one example
   * @param inputs input features
   * @param outputs output features
   * @param bias whether there are biases
   * @param activation applied to the sum: {@link Activation#NONE} or {@link Activation#RELU}
   * @param form what the weights are rounded to; they come as float32 all the same
   */
  record Forward(
      int rowsPerExample,
      int inputs,
      int outputs,
      boolean bias,
      Activation activation,
      WeightForm form)
      implements LinearOp {
    /**
     * With the weights as they are.
     *
     * @param rowsPerExample rows in one example
     * @param inputs input features
     * @param outputs output features
     * @param bias whether there are biases
     * @param activation applied to the sum
     */
    public Forward(
        int rowsPerExample, int inputs, int outputs, boolean bias, Activation activation) {
      this(rowsPerExample, inputs, outputs, bias, activation, WeightForm.FLOAT32);
    }
  }

  /**
   * Reads dy and weights, writes dx.
   *
   * @param rowsPerExample rows in one example
   * @param inputs input features
   * @param outputs output features
   */
  record InputGradient(int rowsPerExample, int inputs, int outputs) implements LinearOp {}

  /**
   * Reads x and dy, writes the gradient of the weights and (if {@code bias}) of the biases, summed
   * over the batch by {@link BatchTree}.
   *
   * @param rowsPerExample rows in one example
   * @param inputs input features
   * @param outputs output features
   * @param bias whether there are biases
   */
  record WeightGradient(int rowsPerExample, int inputs, int outputs, boolean bias)
      implements LinearOp {}

  @Override
  default Signature signature() {
    int rows = rowsPerExample();
    WeightedSignature tensors =
        new WeightedSignature(
            rows == 1 ? Shape.of(inputs()) : Shape.of(rows, inputs()),
            Shape.of(outputs(), inputs()),
            Shape.of(outputs()),
            rows == 1 ? Shape.of(outputs()) : Shape.of(rows, outputs()));
    return switch (this) {
      case Forward forward -> tensors.forward(forward.bias());
      case InputGradient _ -> tensors.inputGradient();
      case WeightGradient gradient -> tensors.weightGradient(gradient.bias());
    };
  }
}
