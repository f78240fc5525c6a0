package dev.alexandrite.core.plan;

/** How one lowered node passes its output's gradient on: the backward half of a layer. */
@FunctionalInterface
interface GradientRule {
  /**
   * Adds the steps that compute the gradients by the node's inputs and parameters.
   *
   * @param outputGradient the value that holds the gradient by the node's output
   * @param gradients receives the contributions
   */
  void rewrite(int outputGradient, Gradients gradients);
}
