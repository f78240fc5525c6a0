package dev.alexandrite.observe.runs;

/**
 * A curve as it was at a moment. Nobody changes the arrays.
 *
 * @param x ascending places
 * @param y as many values; NaN where there is none
 */
public record Curve(double[] x, double[] y) {
  /**
   * Whether there is anything to draw.
   *
   * @return false if no value is finite
   */
  public boolean hasValues() {
    for (double value : y) {
      if (Double.isFinite(value)) {
        return true;
      }
    }
    return false;
  }
}
