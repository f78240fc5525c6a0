package dev.alexandrite.tensor;

/** What several numbers are made one by. */
public enum Reduction {
  /** Their sum. */
  SUM,
  /** Their sum over their number. */
  MEAN,
  /** The largest; NaN if one is. Equal ones share its gradient. */
  MAX,
  /** The smallest; NaN if one is. Equal ones share its gradient. */
  MIN
}
