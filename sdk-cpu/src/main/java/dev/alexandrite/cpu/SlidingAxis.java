package dev.alexandrite.cpu;

import dev.alexandrite.tensor.WindowAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * Along one axis, results that meet the same taps of a kernel. The k-th of them lies at {@code
 * first + k · stride}; its j-th product is of tap {@code tap + j · step} and the input at {@code
 * start + k · advance + j · spread}, which is zero where there is none.
 *
 * @param size inputs
 * @param first the place of the first result
 * @param stride from one result to the next
 * @param count results
 * @param start the first input that the first result reads, perhaps before the first there is
 * @param advance inputs from one result to the next
 * @param spread inputs from one product to the next
 * @param taps products of a result
 * @param tap the first product's tap
 * @param step taps from one product to the next
 */
record SlidingAxis(
    int size,
    int first,
    int stride,
    int count,
    int start,
    int advance,
    int spread,
    int taps,
    int tap,
    int step) {

  /**
   * The forward convolution.
   *
   * @param axis the kernel's
   * @param size inputs
   */
  static SlidingAxis forward(WindowAxis axis, int size) {
    return new SlidingAxis(
        size,
        0,
        1,
        axis.positions(size),
        -axis.padBefore(),
        axis.stride(),
        axis.dilation(),
        axis.kernel(),
        0,
        1);
  }

  /**
   * The gradient of a convolution's input, a correlation of dy with the mirrored kernel. Inputs of
   * the convolution whose padded coordinates agree modulo the stride meet the same taps, so that
   * there are as many of these axes as the stride has residues.
   *
   * @param axis the convolution's
   * @param size inputs of the convolution
   */
  static List<SlidingAxis> inputGradient(WindowAxis axis, int size) {
    int stride = axis.stride();
    int common = greatestCommonDivisor(axis.dilation(), stride);
    int step = stride / common;
    int spread = axis.dilation() / common;
    List<SlidingAxis> axes = new ArrayList<>();
    for (int residue = 0; residue < stride; residue++) {
      int first = Math.floorMod(residue - axis.padBefore(), stride);
      int count = (size - first + stride - 1) / stride;
      int tap = firstTap(residue, axis.dilation(), stride);
      int taps = tap < 0 ? 0 : (Math.max(0, axis.kernel() - tap) + step - 1) / step;
      if (count > 0) {
        int lastTap = tap + (taps - 1) * step;
        int start = taps == 0 ? 0 : (first + axis.padBefore() - lastTap * axis.dilation()) / stride;
        axes.add(
            new SlidingAxis(
                axis.positions(size),
                first,
                stride,
                count,
                start,
                1,
                spread,
                taps,
                lastTap,
                -step));
      }
    }
    return axes;
  }

  /** The first tap whose place modulo the stride is the residue, or -1. */
  private static int firstTap(int residue, int dilation, int stride) {
    for (int tap = 0; tap < stride; tap++) {
      if (tap * dilation % stride == residue) {
        return tap;
      }
    }
    return -1;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  /** The inputs from the first to the last that one result reads. */
  int span() {
    return taps == 0 ? 0 : (taps - 1) * spread + 1;
  }

  /** One more than the last input that a result reads. */
  int end() {
    return start + (count - 1) * advance + span();
  }

  /** The place of a result. */
  int place(int k) {
    return first + k * stride;
  }

  /** The input of a result's first product. */
  int origin(int k) {
    return start + k * advance;
  }

  /** A result's first product whose input exists. */
  int firstProduct(int k) {
    return Math.clamp(Math.ceilDiv(-origin(k), spread), 0, taps);
  }

  /** One more than a result's last product whose input exists; at least {@link #firstProduct}. */
  int endProduct(int k) {
    return Math.clamp(Math.ceilDiv(size - origin(k), spread), firstProduct(k), taps);
  }

  /** The first result whose j-th input exists; {@link #count} if there is none. */
  int firstResult(int j) {
    return Math.clamp(Math.ceilDiv(-start - j * spread, advance), 0, count);
  }

  /** One more than the last result whose j-th input exists; at least {@link #firstResult}. */
  int endResult(int j) {
    return Math.clamp(Math.ceilDiv(size - start - j * spread, advance), firstResult(j), count);
  }

  /** The first result all of whose inputs exist; {@link #count} if there is none. */
  int firstWhole() {
    return firstResult(0);
  }

  /** One more than the last result all of whose inputs exist; at least {@link #firstWhole}. */
  int endWhole() {
    return Math.max(firstWhole(), endResult(Math.max(0, taps - 1)));
  }
}
