package dev.alexandrite.cpu;

import java.util.Arrays;

/**
 * Feature maps with zeros around them: {@code float32[groups, paddedHeight, paddedWidth,
 * channels/groups]}. The channels of a group are contiguous, so that one row of a kernel meets one
 * contiguous run of inputs.
 *
 * @param channels channels of all groups
 * @param groups the groups
 * @param height the maps' height
 * @param width the maps' width
 * @param top zero rows above
 * @param left zero columns on the left
 * @param paddedHeight height with zeros
 * @param paddedWidth width with zeros
 */
record PaddedMaps(
    int channels,
    int groups,
    int height,
    int width,
    int top,
    int left,
    int paddedHeight,
    int paddedWidth) {

  int groupChannels() {
    return channels / groups;
  }

  /** Elements from one padded row to the next. */
  int rowStride() {
    return paddedWidth * groupChannels();
  }

  int groupElements() {
    return paddedHeight * rowStride();
  }

  int elements() {
    return groups * groupElements();
  }

  /** The memory to set aside: some tiles read a little beyond the end. */
  int memory() {
    return Simd.roundUp(elements() + CpuBuffer.LINE, CpuBuffer.LINE);
  }

  /** Where a position lies within its group. */
  int offset(int paddedY, int paddedX) {
    return paddedY * rowStride() + paddedX * groupChannels();
  }

  /** Copies one example from {@code float32[height, width, channels]}. */
  void copy(float[] from, int at, float[] to, int target) {
    for (int group = 0; group < groups; group++) {
      int first = target + group * groupElements();
      int body = first + top * rowStride();
      Arrays.fill(to, first, body, 0);
      for (int y = 0; y < height; y++) {
        copyRow(from, at + y * width * channels, group, to, body + y * rowStride());
      }
      Arrays.fill(to, body + height * rowStride(), first + groupElements(), 0);
    }
  }

  private void copyRow(float[] from, int at, int group, float[] to, int row) {
    int size = groupChannels();
    int body = row + left * size;
    Arrays.fill(to, row, body, 0);
    if (groups == 1) {
      System.arraycopy(from, at, to, body, width * size);
    } else {
      for (int x = 0; x < width; x++) {
        System.arraycopy(from, at + x * channels + group * size, to, body + x * size, size);
      }
    }
    Arrays.fill(to, body + width * size, row + rowStride(), 0);
  }
}
