package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;

/**
 * Numbers of which every channel has one, for loops over whole maps: behind the last channel come
 * the first ones again, so that a vector may begin at any of them.
 */
final class ChannelCycle {
  private final int channels;
  private final int advance;

  ChannelCycle(int channels) {
    this.channels = channels;
    this.advance = LANES % channels;
  }

  /** Memory for one number a channel. */
  float[] numbers() {
    return new float[channels + LANES];
  }

  /** Repeats the first channels' numbers behind the last. */
  void repeat(float[] numbers) {
    for (int i = channels; i < numbers.length; i++) {
      numbers[i] = numbers[i - channels];
    }
  }

  /** Copies a tensor of one number a channel. */
  void copy(CpuBuffer from, float[] numbers) {
    System.arraycopy(from.array(), from.offset(), numbers, 0, channels);
    repeat(numbers);
  }

  /** The channel at which the next vector begins. */
  int next(int channel) {
    int next = channel + advance;
    return next >= channels ? next - channels : next;
  }
}
