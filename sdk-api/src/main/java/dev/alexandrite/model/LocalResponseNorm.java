package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Local response normalisation {@code y = x · (k + a · Σ x²)^-beta} (AlexNet paper, section 3.3).
 * The sum runs over a window of {@code size} channels at the same position, or of {@code size ×
 * size} positions in the same map. The paper prints {@code a = alpha}; the code that produced its
 * results, Caffe and PyTorch divide alpha by the number of squared terms, TensorFlow does not.
 *
 * <p>It depends on scale: it was tuned for pixels of 0 to 255, and on small activations it is the
 * constant {@code k^-beta}.
 *
 * <pre>{@code
 * // float32[96, 55, 55] to float32[96, 55, 55]
 * net.localResponseNorm("norm1", LocalResponseNorm.of(5).alpha(1e-4).k(2));
 * }</pre>
 *
 * @param size channels in the window, or its side in positions if within maps
 * @param alpha factor of the sum, as written in the paper
 * @param beta exponent
 * @param k additive constant
 * @param divideBySize whether alpha is divided by the number of squared terms in a whole window
 * @param withinMap true for a window in the same map, false for channels
 * @param towers equal contiguous parts of the channels that a window never crosses
 */
public record LocalResponseNorm(
    int size,
    double alpha,
    double beta,
    double k,
    boolean divideBySize,
    boolean withinMap,
    int towers)
    implements Layer {

  /**
   * A window of channels with alpha = 1e-4, divided by the size, beta = 0.75 and k = 1, in one
   * tower: PyTorch's defaults.
   *
   * @param size channels in the window
   * @return the layer
   */
  public static LocalResponseNorm of(int size) {
    return new LocalResponseNorm(size, 1e-4, 0.75, 1, true, false, 1);
  }

  /**
   * The paper's: n = 5, alpha = 1e-4, beta = 0.75, k = 2, across all channels, alpha divided by n
   * as in the code that produced its results.
   *
   * @return the layer
   */
  public static LocalResponseNorm paper() {
    return of(5).k(2);
  }

  /**
   * The same layer with another factor of the sum.
   *
   * @param newAlpha the factor, as written in the paper
   * @return the changed copy
   */
  public LocalResponseNorm alpha(double newAlpha) {
    return new LocalResponseNorm(size, newAlpha, beta, k, divideBySize, withinMap, towers);
  }

  /**
   * The same layer with another exponent.
   *
   * @param newBeta the exponent
   * @return the changed copy
   */
  public LocalResponseNorm beta(double newBeta) {
    return new LocalResponseNorm(size, alpha, newBeta, k, divideBySize, withinMap, towers);
  }

  /**
   * The same layer with another additive constant.
   *
   * @param newK the constant
   * @return the changed copy
   */
  public LocalResponseNorm k(double newK) {
    return new LocalResponseNorm(size, alpha, beta, newK, divideBySize, withinMap, towers);
  }

  /**
   * The same layer with another meaning of alpha.
   *
   * @param divide whether alpha is divided by the number of squared terms in a whole window; false
   *     as in TensorFlow
   * @return the changed copy
   */
  public LocalResponseNorm divideBySize(boolean divide) {
    return new LocalResponseNorm(size, alpha, beta, k, divide, withinMap, towers);
  }

  /**
   * The same layer with another kind of window.
   *
   * @param within true for {@code size × size} positions of the same map, false for channels
   * @return the changed copy
   */
  public LocalResponseNorm withinMap(boolean within) {
    return new LocalResponseNorm(size, alpha, beta, k, divideBySize, within, towers);
  }

  /**
   * The same layer in towers.
   *
   * @param count equal contiguous parts of the channels that a window never crosses
   * @return the changed copy
   */
  public LocalResponseNorm towers(int count) {
    return new LocalResponseNorm(size, alpha, beta, k, divideBySize, withinMap, count);
  }

  /**
   * The factor of one squared term.
   *
   * @return alpha, divided by {@code size} (or {@code size²} within maps) if {@code divideBySize}
   */
  public float termFactor() {
    double terms = withinMap ? (double) size * size : size;
    return (float) (divideBySize ? alpha / terms : alpha);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Shape input = Require.maps(node, this, inputs);
    Require.positive(node, "window size", size);
    Require.positive(node, "the number of towers", towers);
    Require.that(
        input.channels() % towers == 0,
        node,
        towers
            + " towers do not divide the "
            + input.channels()
            + " input channels; use a divisor of "
            + input.channels());
    Require.that(
        k > 0
            && Double.isFinite(k)
            && alpha >= 0
            && Double.isFinite(alpha)
            && Double.isFinite(beta),
        node,
        "k, alpha and beta are "
            + k
            + ", "
            + alpha
            + " and "
            + beta
            + ", expected finite numbers with k above 0 and alpha at least 0, or the base of the"
            + " power could be 0");
    return input;
  }

  @Override
  public UnitDivision unitDivision() {
    if (withinMap) {
      return new UnitDivision.UnitByUnit();
    }
    return towers > 1
        ? new UnitDivision.InTowers(towers, this::towers)
        : new UnitDivision.FromNeighbors(size / 2);
  }

  @Override
  public String kind() {
    return withinMap ? "response_norm_within_map" : "local_response_norm";
  }
}
