package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;

/**
 * A network planned for inference.
 *
 * @param graph the forward pass
 * @param input the value that receives the images, {@code float32[N, C, H, W]}
 * @param output the value of the network's output, the logits of a classifier
 * @param persistent the parameters and running statistics that the graph reads
 */
public record InferencePlan(OpGraph graph, int input, int output, List<TensorSpec> persistent) {
  /** Copies the list. */
  public InferencePlan {
    persistent = ImmutableList.copyOf(persistent);
  }
}
