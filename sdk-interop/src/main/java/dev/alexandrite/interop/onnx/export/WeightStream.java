package dev.alexandrite.interop.onnx.export;

import java.io.IOException;

/** Hands over the values of all weights, in the order in which they were announced. */
interface WeightStream {
  /**
   * Reads everything once.
   *
   * @param target takes the values
   * @throws IOException if the target cannot write
   */
  void run(Target target) throws IOException;

  /** Takes values. */
  interface Target {
    /**
     * A part of a weight; parts come in ascending order.
     *
     * @param name the parameter's name
     * @param from the part's first element
     * @param values the part, not changed and not kept
     * @throws IOException if it cannot be written
     */
    void accept(String name, int from, float[] values) throws IOException;
  }
}
