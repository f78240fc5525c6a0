package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;

/**
 * A part of a network planned for training, without loss and update, which other devices take part
 * in: the gradient by its output is written before the backward pass, the gradients by its
 * parameters are read as soon as each is there.
 *
 * @param graph forward and backward pass
 * @param forwardSteps how many of the steps are the forward pass
 * @param input the value that receives the input
 * @param output the value of the output, to be read after the forward pass
 * @param outputGradient the value that receives the gradient by the output
 * @param inputGradient the value of the gradient by the input, to be read after the backward pass;
 *     {@link #NONE} if nobody needs it
 * @param gradients the gradients by the parameters, in the order in which they are finished
 * @param persistent the parameters and running statistics that the graph reads
 */
public record SectionGraph(
    OpGraph graph,
    int forwardSteps,
    int input,
    int output,
    int outputGradient,
    int inputGradient,
    List<Gradient> gradients,
    List<TensorSpec> persistent) {
  /** Stands for a value that there is not. */
  public static final int NONE = -1;

  /** Copies the lists. */
  public SectionGraph {
    gradients = ImmutableList.copyOf(gradients);
    persistent = ImmutableList.copyOf(persistent);
  }

  /**
   * The gradient by one parameter.
   *
   * @param parameter the parameter
   * @param value its value, to be read right after the steps before {@code readyAt}
   * @param readyAt the number of steps after which it is finished
   */
  public record Gradient(ParameterSpec parameter, int value, int readyAt) {}
}
