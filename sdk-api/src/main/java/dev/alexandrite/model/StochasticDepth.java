package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Leaves out a branch for some examples of a batch, at random, in training (Huang et al. 2016,
 * arXiv 1603.09382): all values of an example are 0, or all are divided by the probability of
 * keeping it. Once the network is trained it does nothing. Sum it with a shortcut around the
 * branch:
 *
 * <pre>{@code
 * net.stochasticDepth("depth", StochasticDepth.of(0.2), "branch").add("sum", "depth", "shortcut");
 * }</pre>
 *
 * @param rate the probability of leaving an example's branch out, in [0, 1); 0 does nothing
 */
public record StochasticDepth(double rate) implements Layer {
  /**
   * Leaves branches out.
   *
   * @param rate the probability, in [0, 1)
   * @return the layer
   */
  public static StochasticDepth of(double rate) {
    return new StochasticDepth(rate);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        rate >= 0 && rate < 1,
        node,
        "the rate of stochastic depth is "
            + rate
            + ", expected the share of examples to leave out, from 0 to below 1");
    return Require.single(node, this, inputs);
  }

  @Override
  public String kind() {
    return "stochastic depth";
  }
}
