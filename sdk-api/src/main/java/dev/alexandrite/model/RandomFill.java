package dev.alexandrite.model;

import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;

/**
 * Fills parts of parameters with random numbers; value i of a parameter depends on seed, parameter
 * number and i alone.
 */
final class RandomFill {
  /** Values that are made together. */
  private static final int BLOCK = 4;

  private final long seed;
  private final int parameterNumber;
  private final int firstBlock;
  private final int[] words = new int[BLOCK];

  RandomFill(long seed, int parameterNumber, int from) {
    if (from < 0 || from % BLOCK != 0) {
      throw new IllegalArgumentException(
          "initial values are made in blocks of " + BLOCK + ", found a part from " + from + " on");
    }
    this.seed = seed;
    this.parameterNumber = parameterNumber;
    this.firstBlock = from / BLOCK;
  }

  /** Uniform in (-bound, bound). */
  void uniform(float[] values, double bound) {
    for (int start = 0; start < values.length; start += BLOCK) {
      nextWords(start);
      int count = Math.min(BLOCK, values.length - start);
      for (int i = 0; i < count; i++) {
        values[start + i] = (float) (bound * (2 * unit(words[i]) - 1));
      }
    }
  }

  /**
   * Normal with mean 0, by Box and Muller's transform: two words make two values. StrictMath,
   * because Math may differ in the last bit between machines and between cold and compiled code.
   */
  void normal(float[] values, double stddev) {
    for (int start = 0; start < values.length; start += BLOCK) {
      nextWords(start);
      int count = Math.min(BLOCK, values.length - start);
      for (int i = 0; i < count; i += 2) {
        double radius = stddev * Math.sqrt(-2 * StrictMath.log(unit(words[i])));
        double angle = 2 * Math.PI * unit(words[i + 1]);
        values[start + i] = (float) (radius * StrictMath.cos(angle));
        if (i + 1 < count) {
          values[start + i + 1] = (float) (radius * StrictMath.sin(angle));
        }
      }
    }
  }

  private void nextWords(int start) {
    int block = firstBlock + start / BLOCK;
    RandomStream.block(seed, Purpose.INITIALIZE, parameterNumber, 0, 0, block, words, 0);
  }

  /** The middle of one of 2^32 equal parts of (0, 1), never 0 or 1. */
  private static double unit(int word) {
    return (Integer.toUnsignedLong(word) + 0.5) * 0x1p-32;
  }
}
