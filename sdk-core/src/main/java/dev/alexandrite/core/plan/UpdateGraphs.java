package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with gradients that come from the host, where several devices have added them up.
 *
 * @param use updates the parameters, or gathers their gradients where something comes between
 * @param uses what belongs to each parameter, in the order in which gradients are finished
 * @param update clips, updates and clears gathered gradients; null if {@code use} updates
 * @param persistent parameters, optimiser state, averages, gathered gradients
 */
public record UpdateGraphs(
    OpGraph use, List<Use> uses, @Nullable OpGraph update, List<TensorSpec> persistent) {
  /** Copies the lists. */
  public UpdateGraphs {
    uses = ImmutableList.copyOf(uses);
    persistent = ImmutableList.copyOf(persistent);
  }

  /**
   * The steps of one parameter.
   *
   * @param parameter its name
   * @param gradient the value that receives its gradient right before these steps
   * @param from the first step
   * @param to the step after the last
   */
  public record Use(String parameter, int gradient, int from, int to) {}
}
