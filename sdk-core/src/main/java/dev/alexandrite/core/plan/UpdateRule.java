package dev.alexandrite.core.plan;

import dev.alexandrite.train.Optimizer;

/**
 * How gradients become new parameters.
 *
 * @param optimizer the optimiser with its constants
 * @param separate whether gradients are gathered over several batches before an update
 * @param clipNorm the largest L2 norm of all gradients together; 0 for no limit
 * @param maxNorm the largest L2 norm of the weights into one unit; 0 for no limit
 * @param averageDecay the decay of the running average of the parameters; 0 for none
 */
public record UpdateRule(
    Optimizer optimizer, boolean separate, double clipNorm, double maxNorm, double averageDecay) {
  /** Whether the update is a graph of its own, run after the gradients of all batches are known. */
  boolean needsAllGradients() {
    return separate || clipNorm > 0;
  }
}
