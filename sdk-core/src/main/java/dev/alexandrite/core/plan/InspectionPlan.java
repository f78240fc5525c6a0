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
 * @param input the value that receives the images, {@code float32[N, C, H, W]}
 * @param output the value of the network's output
 * @param seed the value that receives the gradient by the target's output; {@link #NONE} if no
 *     gradient depends on it
 * @param layers what is kept, in the order asked
 */
public record InspectionPlan(OpGraph graph, int input, int output, int seed, List<Kept> layers) {
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
   * @param batched whether every example has one; else it is the same for all
   * @param activation the value of its output
   * @param gradient the value of the gradient by its output; {@link #NONE} if the network's output
   *     does not depend on it, or no gradients are asked for
   */
  public record Kept(String layer, Shape shape, boolean batched, int activation, int gradient) {}
}
