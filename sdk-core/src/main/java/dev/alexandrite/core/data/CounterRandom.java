package dev.alexandrite.core.data;

import dev.alexandrite.augment.AugmentRandom;
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;

/** The numbers of one {@link RandomStream} one after the other; reused without allocating. */
public final class CounterRandom implements AugmentRandom {
  private static final int WORDS = 4;

  private final int[] words = new int[WORDS];
  private long seed;
  private Purpose purpose = Purpose.AUGMENT;
  private int layer;
  private long step;
  private int sample;
  private int position;

  /** A generator; {@link #start} comes before the first number. */
  public CounterRandom() {}

  /**
   * Goes to the beginning of a stream.
   *
   * @param seed the seed of the run
   * @param purpose what the numbers are for
   * @param layer the place among several uses
   * @param step the epoch
   * @param sample the image
   * @return this
   */
  public CounterRandom start(long seed, Purpose purpose, int layer, long step, int sample) {
    this.seed = seed;
    this.purpose = purpose;
    this.layer = layer;
    this.step = step;
    this.sample = sample;
    this.position = 0;
    return this;
  }

  /**
   * The next word.
   *
   * @return 32 uniformly distributed bits
   */
  public int nextWord() {
    int place = position % WORDS;
    if (place == 0) {
      RandomStream.block(seed, purpose, layer, step, sample, position / WORDS, words, 0);
    }
    position++;
    return words[place];
  }

  /** Multiplies and shifts; the few words that would favour small numbers are thrown away. */
  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound: expected at least 1, found " + bound);
    }
    long threshold = (1L << 32) % bound;
    while (true) {
      long product = (nextWord() & 0xFFFFFFFFL) * bound;
      if ((product & 0xFFFFFFFFL) >= threshold) {
        return (int) (product >>> 32);
      }
    }
  }

  @Override
  public float nextFloat() {
    return (nextWord() >>> 8) * 0x1p-24f;
  }

  /**
   * The next fraction, with as many digits as a double has.
   *
   * @return from 0 up to, not including, 1
   */
  public double nextDouble() {
    long high = (nextWord() & 0xFFFFFFFFL) >>> 5;
    long low = (nextWord() & 0xFFFFFFFFL) >>> 6;
    return (high << 26 | low) * 0x1p-53;
  }

  /**
   * A number between two.
   *
   * @param low the least
   * @param high the greatest
   * @return evenly distributed
   */
  public float between(float low, float high) {
    return low + (high - low) * nextFloat();
  }

  /** Box and Muller's transform of two words. */
  @Override
  public double nextGaussian() {
    double radius = (nextWord() & 0xFFFFFFFFL) + 1; // 1 to 2^32: never the logarithm of 0
    double angle = (nextWord() & 0xFFFFFFFFL) * 0x1p-32;
    return StrictMath.sqrt(-2 * StrictMath.log(radius * 0x1p-32))
        * StrictMath.cos(2 * Math.PI * angle);
  }
}
