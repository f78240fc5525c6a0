package dev.alexandrite.core;

/**
 * How far what the engine computes may be from the truth in core's own tests: they come before
 * testkit, whose {@code Tolerances} hold the others.
 */
public final class CoreTolerances {
  /**
   * The gradient of a random graph along a direction against extrapolated central differences of
   * its float32 loss, divided by the difference where that is above {@link #SMALL_SLOPE}.
   */
  public static final double GRAPH_GRADIENT = 5e-3;

  /** Below, what is left of a difference of losses is their rounding. */
  public static final double SMALL_SLOPE = 0.05;

  /** An exchange and its adjoint, two products of float32 that are summed in different orders. */
  public static final double ADJOINT = 1e-4;

  /** A loss that the host computes beside the one that is an operator. */
  public static final double HOST_LOSS = 1e-6;

  /** A probability beside the one that was written down. */
  public static final float PROBABILITY = 1e-5f;

  /** A sum of a few float32 numbers that are rounded once each, relative to the largest. */
  public static final double EXACT_SUM = 1e-6;

  /**
   * A loss behind a frozen norm with the statistics 0 and 1, which divides by the root of 1 + 1e-5,
   * beside the loss without the norm, relative.
   */
  public static final double FROZEN_NORM = 1e-3;

  /** The mean and the variance of a few examples, which a backend adds up in float32. */
  public static final float STATISTICS = 1e-5f;

  /** A measure that is added up in float64, beside the same by hand. */
  public static final double MEASURE = 1e-12;

  private CoreTolerances() {}
}
