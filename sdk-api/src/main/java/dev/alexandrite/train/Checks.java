package dev.alexandrite.train;

import dev.alexandrite.TrainingException;

/** Range checks of options; each message names the option, the range and what was found. */
final class Checks {
  private Checks() {}

  static void positive(String option, double value) {
    require(value > 0 && Double.isFinite(value), option, "above 0", value);
    require(
        (float) value > 0 && Float.isFinite((float) value),
        option,
        "1.4E-45 to 3.4E38, as training computes in float32",
        value);
  }

  static void notNegative(String option, double value) {
    require(value >= 0 && Double.isFinite(value), option, "0 or above", value);
    require(
        Float.isFinite((float) value),
        option,
        "at most 3.4E38, as training computes in float32",
        value);
  }

  static void unit(String option, double value) {
    require(value >= 0 && value < 1, option, "at least 0 and below 1", value);
  }

  static void atLeast(String option, int least, long value) {
    if (value < least) {
      throw wrong(option + " must be at least " + least + ", found " + value);
    }
  }

  static void between(String option, int least, int most, long value) {
    if (value < least || value > most) {
      throw wrong(option + " must be " + least + " to " + most + ", found " + value);
    }
  }

  static void require(boolean holds, String option, String range, double found) {
    if (!holds) {
      throw wrong(option + " must be " + range + ", found " + found);
    }
  }

  static TrainingException wrong(String message) {
    return new TrainingException(message);
  }
}
