package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * A forward pass as it runs after training, of which some layers' outputs are kept, and the
 * gradients by them if asked for.
 *
 * @param graph forward pass and what is needed of the backward pass
 * @param input the value that receives the image, {@code float32[1, C, H, W]}
 * @param output the value of the network's output
 * @param outputGradient the value that receives the gradient by the output; {@link #NONE} if no
 *     gradient depends on it
 * @param layers what is kept, in the order asked
 */
public record InspectionPlan(
    OpGraph graph, int input, int output, int outputGradient, List<Kept> layers) {
  /** Stands for a value that there is not. */
  public static final int NONE = -1;

  /** Copies the list. */
  public InspectionPlan {
    layers = ImmutableList.copyOf(layers);
  }

  /**
   * One layer's values.
   *
   * @param layer its name
   * @param shape the shape of its output
   * @param activation the value of its output
   * @param gradient the value of the gradient by its output; {@link #NONE} if the network's output
   *     does not depend on it, or no gradients are asked for
   */
  public record Kept(String layer, Shape shape, int activation, int gradient) {}
}
