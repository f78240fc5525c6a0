package dev.alexandrite.tensor;

/**
 * Counter-based random numbers, Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", SC11): every number is a pure function of what it is for, so that it is the same on
 * every thread, device and resumed run. The key is the seed; the counter is (block, sample, step,
 * purpose and layer).
 */
public final class RandomStream {
  /** What a number is for; its code is part of the counter and never changes. */
  public enum Purpose {
    /** Initial weights: layer is the parameter's number. */
    INITIALIZE(0),
    /** Dropout masks. */
    DROPOUT(1),
    /** The order of the examples in an epoch. */
    SHUFFLE(2),
    /** Augmentation of one image: layer is the transform's place. */
    AUGMENT(3),
    /** Pictures drawn at run time. */
    DRAW(4),
    /** Splits of a data set. */
    SPLIT(5),
    /** Settings of a search: sample is the trial's number, layer the parameter's. */
    SEARCH(6),
    /** Mixing of a batch: step is the epoch, sample the batch's number in it. */
    MIX(7);

    private final int code;

    Purpose(int code) {
      this.code = code;
    }
  }

  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private RandomStream() {}

  /**
   * Four consecutive words of a stream.
   *
   * @param seed the seed of the run
   * @param purpose what for
   * @param layer the layer, parameter or transform, 0 to 2^24 - 1
   * @param step the step or epoch, its low 32 bits count
   * @param sample the sample's number
   * @param block words {@code 4·block .. 4·block + 3} of the stream
   * @param words receives the four words
   * @param offset where
   */
  public static void block(
      long seed,
      Purpose purpose,
      int layer,
      long step,
      int sample,
      int block,
      int[] words,
      int offset) {
    int c0 = block;
    int c1 = sample;
    int c2 = (int) step;
    int c3 = (purpose.code << 24) | (layer & 0xFFFFFF);
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < 10; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      c0 = n0;
      c2 = n2;
      k0 += W0;
      k1 += W1;
    }
    words[offset] = c0;
    words[offset + 1] = c1;
    words[offset + 2] = c2;
    words[offset + 3] = c3;
  }

  /**
   * One word of a stream; {@link #block} is the cheaper way to many.
   *
   * @param seed the seed of the run
   * @param purpose what for
   * @param layer the layer, parameter or transform
   * @param step the step or epoch
   * @param sample the sample's number
   * @param index the word's place in the stream
   * @return 32 uniformly distributed bits
   */
  public static int word(long seed, Purpose purpose, int layer, long step, int sample, int index) {
    int[] words = new int[4];
    block(seed, purpose, layer, step, sample, index >>> 2, words, 0);
    return words[index & 3];
  }
}
