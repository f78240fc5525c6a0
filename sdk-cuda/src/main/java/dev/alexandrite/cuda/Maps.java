package dev.alexandrite.cuda;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Feature maps {@code float32[N, C, H, W]} in a buffer, or a part of such: rows of a map lie {@code
 * rowStride} apart, columns side by side.
 *
 * @param buffer holds them
 * @param from the first element
 * @param count N
 * @param channels C
 * @param height H
 * @param width W
 * @param exampleStride from one example to the next
 * @param mapStride from one channel to the next
 * @param rowStride from one row to the next
 */
record Maps(
    Nd4jBuffer buffer,
    long from,
    long count,
    long channels,
    long height,
    long width,
    long exampleStride,
    long mapStride,
    long rowStride) {

  /** Maps that fill a buffer from its beginning. */
  static Maps dense(Nd4jBuffer buffer, long count, long channels, long height, long width) {
    return new Maps(
        buffer,
        0,
        count,
        channels,
        height,
        width,
        channels * height * width,
        height * width,
        width);
  }

  Maps channels(long first, long number) {
    return new Maps(
        buffer,
        from + first * mapStride,
        count,
        number,
        height,
        width,
        exampleStride,
        mapStride,
        rowStride);
  }

  Maps examples(long first, long number) {
    return new Maps(
        buffer,
        from + first * exampleStride,
        number,
        channels,
        height,
        width,
        exampleStride,
        mapStride,
        rowStride);
  }

  Maps window(long y, long x, long rows, long columns) {
    return new Maps(
        buffer,
        from + y * rowStride + x,
        count,
        channels,
        rows,
        columns,
        exampleStride,
        mapStride,
        rowStride);
  }

  INDArray array() {
    return every(1, 1, height, width);
  }

  /** Every {@code stepY}-th row and {@code stepX}-th column, from the first ones on. */
  INDArray every(long stepY, long stepX, long rows, long columns) {
    return buffer.view(
        from,
        new long[] {count, channels, rows, columns},
        new long[] {exampleStride, mapStride, stepY * rowStride, stepX});
  }

  /** The elements in order, if they lie so. */
  INDArray flat() {
    return buffer.view(
        from,
        new long[] {count, channels, height * width},
        new long[] {exampleStride, mapStride, 1});
  }
}
