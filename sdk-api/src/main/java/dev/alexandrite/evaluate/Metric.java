package dev.alexandrite.evaluate;

/** A measure of the application's own, computed over validation or evaluation data. */
public interface Metric {
  /**
   * The key under which the value is reported.
   *
   * @return a short name, unique within a run
   */
  String name();

  /**
   * Whether a higher value is better, as for an accuracy; a run can stop and choose its best epoch
   * by this measure.
   *
   * @return true by default; false for an error or a loss
   */
  default boolean higherIsBetter() {
    return true;
  }

  /**
   * Begins one pass over the data.
   *
   * @return a fresh accumulator, used by one thread
   */
  Accumulator start();

  /** One pass over the data. */
  interface Accumulator {
    /**
     * Takes one example. They come in the order of the data.
     *
     * @param probabilities {@code float32[classes]}; valid only during the call
     * @param label the true class
     */
    void add(float[] probabilities, int label);

    /**
     * The result.
     *
     * @return the value over all examples taken
     */
    double value();
  }
}
