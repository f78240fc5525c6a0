package dev.alexandrite.cpu;

import dev.alexandrite.cpu.WinogradMatrices.Fraction;
import dev.alexandrite.tensor.ConvolutionGeometry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tile of a Winograd convolution F(m×m, r×r): {@code n × n} inputs, {@code n = m + r - 1}, give
 * {@code m × m} outputs with n² multiplications a channel instead of m²·r². The gradient of the
 * weights is F(r×r, m×m), a correlation of the same inputs with a tile of the output's gradient.
 *
 * @param outputs m
 * @param taps r
 * @param input the transform of x, n → n
 * @param filter the transform of the weights, r → n
 * @param output the transform back to y, n → m
 * @param gradient the transform of a tile of dy, m → n
 * @param weights the transform back to the weights' gradient, n → r
 */
record WinogradTile(
    int outputs,
    int taps,
    LinearMap input,
    LinearMap filter,
    LinearMap output,
    LinearMap gradient,
    LinearMap weights) {

  /** Fewer channels than this do not pay for the transforms. */
  private static final int LEAST_CHANNELS = 32;

  /** F(5×5, 3×3): a map of 13 is covered by 3 tiles with 49·9 multiplications instead of 9·169. */
  private static final WinogradTile FIVE_BY_THREE =
      of(5, 3, Stream.of("0", "1", "-1", "2", "-2", "1/2"));

  /** F(4×4, 5×5): a map of 27 is covered by 7 tiles with 64·49 multiplications, not 25·729. */
  private static final WinogradTile FOUR_BY_FIVE =
      of(4, 5, Stream.of("0", "1", "-1", "2", "-2", "1/2", "-1/2"));

  /**
   * The tile for a convolution, by a closed rule: 3×3 or 5×5 taps, no dilation, enough channels on
   * both sides, and at most half of the multiplications. A convolution with a stride, in one group,
   * is one without over squares of {@code stride × stride} positions, see {@link StridedMaps}:
   * 11×11 taps with stride 4 are 3×3 taps over 16 times the channels.
   *
   * @param g the forward convolution; its gradients follow the same rule
   * @return the tile, or nothing where the convolution is direct
   */
  static Optional<WinogradTile> of(ConvolutionGeometry g) {
    int stride = g.strideX();
    boolean dense = g.dilationY() == 1 && g.dilationX() == 1;
    boolean square = g.kernelHeight() == g.kernelWidth() && g.strideY() == stride;
    boolean plain = dense && square && (stride == 1 || g.groups() == 1);
    Optional<WinogradTile> tile =
        switch (plain ? (g.kernelHeight() + stride - 1) / stride : 0) {
          case 3 -> Optional.of(FIVE_BY_THREE);
          case 5 -> Optional.of(FOUR_BY_FIVE);
          default -> Optional.empty();
        };
    return tile.filter(candidate -> candidate.paysFor(g));
  }

  private boolean paysFor(ConvolutionGeometry g) {
    long squares = (long) g.strideY() * g.strideX();
    long direct = (long) g.kernelHeight() * g.kernelWidth() * g.outHeight() * g.outWidth();
    long transformed = squares * points() * along(g.outHeight()) * along(g.outWidth());
    return squares * g.channels() / g.groups() >= LEAST_CHANNELS
        && g.filters() / g.groups() >= LEAST_CHANNELS
        && 2 * transformed <= direct;
  }

  private static WinogradTile of(int outputs, int taps, Stream<String> finitePoints) {
    List<Fraction> points = finitePoints.map(Fraction::parse).toList();
    WinogradMatrices forward = WinogradMatrices.of(points, outputs, taps);
    WinogradMatrices backward = WinogradMatrices.of(points, taps, outputs);
    return new WinogradTile(
        outputs,
        taps,
        LinearMap.of(forward.input()),
        LinearMap.of(forward.filter()),
        LinearMap.of(forward.output()),
        LinearMap.of(backward.filter()),
        LinearMap.of(backward.output()));
  }

  /** n, the height and width of a tile of inputs. */
  int size() {
    return outputs + taps - 1;
  }

  /** n². */
  int points() {
    return size() * size();
  }

  /** How many tiles cover an axis of outputs. */
  int along(int length) {
    return (length + outputs - 1) / outputs;
  }

  /** Such as {@code winograd(5x5,3x3)}. */
  String algorithm() {
    return "winograd(" + outputs + "x" + outputs + "," + taps + "x" + taps + ")";
  }
}
