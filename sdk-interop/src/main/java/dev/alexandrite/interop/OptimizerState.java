package dev.alexandrite.interop;

import dev.alexandrite.checkpoint.WeightSource;

/**
 * What another tool's optimiser had gathered, for a run that goes on from it.
 *
 * @param iteration updates that were made so far
 * @param momentum the velocity of every parameter, under its name in the network, in the paper's
 *     form ({@code w += v}, see {@link dev.alexandrite.train.Sgd.Form#PAPER})
 */
public record OptimizerState(long iteration, WeightSource momentum) implements AutoCloseable {
  /** Closes the source. */
  @Override
  public void close() {
    momentum.close();
  }
}
