package dev.alexandrite.interop;

/**
 * How a model is written, where its format leaves a choice. Immutable.
 *
 * @param fixedBatch the number of examples that the file takes at once; 0 for any
 * @param weightsBeside whether the weights go into a file of their own beside the model
 */
public record SaveOptions(int fixedBatch, boolean weightsBeside) {
  private static final SaveOptions DEFAULTS = new SaveOptions(0, false);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SaveOptions {
    if (fixedBatch < 0) {
      throw new IllegalArgumentException(
          "a fixed batch of " + fixedBatch + " examples; give at least 1, or 0 for any number");
    }
  }

  /**
   * Batches of any size, everything in one file.
   *
   * @return the options
   */
  public static SaveOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Batches of one size, for runtimes that want it known.
   *
   * @param examples the number of examples that the file takes at once; 0 for any
   * @return the changed copy
   */
  public SaveOptions fixedBatch(int examples) {
    return new SaveOptions(examples, weightsBeside);
  }

  /**
   * Weights in a file of their own, in ONNX's form {@code NAME.data}. Above 2 GB they are there
   * without being asked to.
   *
   * @return the changed copy
   */
  public SaveOptions putWeightsBeside() {
    return new SaveOptions(fixedBatch, true);
  }
}
