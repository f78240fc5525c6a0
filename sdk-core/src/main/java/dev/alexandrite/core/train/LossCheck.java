package dev.alexandrite.core.train;

import dev.alexandrite.DivergedException;
import java.util.Optional;

/**
 * Watches the loss: ends the run when it is no longer finite, and warns once when the network still
 * guesses after many steps, the usual sign of a rate or initialisation at which AlexNet does not
 * start.
 */
final class LossCheck {
  /** Steps after which a network that learns has left the loss of guessing. */
  static final int PATIENCE_STEPS = 500;

  /** What to do about numbers that grow beyond all bounds. */
  static final String ADVICE =
      "train with a tenth of the rate, clipNorm(1), warm-up steps or smaller initial weights, and"
          + " check that the input is normalised";

  private static final double SMOOTHING = 0.02;
  private static final double NEARNESS = 0.01;

  private final double guessing;
  private double smoothed;
  private int seen;
  private boolean warned;

  /** Watches for {@code ln(classes)}; other losses have no such value, so theirs is 0. */
  LossCheck(int classes, boolean crossEntropy) {
    guessing = crossEntropy ? StrictMath.log(classes) : 0;
    smoothed = guessing;
  }

  /** Refuses the loss of a batch that is not finite, in a step counted from 1. */
  static void requireFinite(double loss, long step, double rate, CheckpointManager checkpoints) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          "the loss is "
              + loss
              + " at step "
              + step
              + " with learning rate "
              + rate
              + ", expected a finite number; "
              + checkpoints.good()
              + "; "
              + ADVICE);
    }
  }

  /** Takes the loss of a step; gives a warning at most once a run. */
  Optional<String> watch(double loss, double rate) {
    smoothed += SMOOTHING * (loss - smoothed);
    seen++;
    boolean guesses = Math.abs(smoothed - guessing) < NEARNESS * guessing;
    if (warned || seen < PATIENCE_STEPS || !guesses) {
      return Optional.empty();
    }
    warned = true;
    return Optional.of(
        "after "
            + seen
            + " steps the loss is still "
            + smoothed
            + ", that of guessing (ln(classes) = "
            + guessing
            + "); the network has not begun to learn: try another learning rate (now "
            + rate
            + "), He initialisation, biases of 1 in conv2, conv4, conv5 and the hidden layers as"
            + " in the paper, or check the labels");
  }
}
