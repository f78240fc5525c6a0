package dev.alexandrite.core.devices;

/**
 * What crosses between two sections of a divided network: the outputs of one become the inputs of
 * the next, and on the way back gradients by these inputs become gradients by those outputs.
 */
sealed interface Exchange permits AllGather, Halo, HaloCrop {
  /**
   * Turns a device's output into its next input.
   *
   * @param channel the device's end of the links
   * @param rows the examples of the batch
   * @param output what the device computed
   * @param input receives what it goes on with
   */
  void forward(Channel channel, int rows, float[] output, float[] input);

  /**
   * Turns the gradients by the inputs into the one by a device's output: the adjoint.
   *
   * @param channel the device's end of the links
   * @param rows the examples of the batch
   * @param inputGradient what the device computed
   * @param outputGradient receives what it goes on with
   */
  void backward(Channel channel, int rows, float[] inputGradient, float[] outputGradient);

  /**
   * What a device sends, both ways together.
   *
   * @param rank the device
   * @param devices how many there are
   * @param rows the examples of the batch
   * @return float32 elements
   */
  long sentElements(int rank, int devices, int rows);
}
