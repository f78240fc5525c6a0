package dev.alexandrite.cpu;

/**
 * Slides kernels over maps: a convolution and, over the gradient of its output, the gradient of its
 * input.
 */
interface Correlation {
  /** See {@link dev.alexandrite.spi.OpPlan#algorithm()}. */
  String algorithm();

  /** See {@link dev.alexandrite.spi.OpPlan#workspaceElements()}. */
  long workspaceElements();

  /** See {@link dev.alexandrite.spi.OpPlan#packedElements()}. */
  long packedElements();

  /**
   * Packs the weights.
   *
   * @param kernels OIHW of the forward convolution
   * @param packed receives them
   */
  void pack(CpuBuffer kernels, CpuBuffer packed);

  /**
   * Runs.
   *
   * @param input the maps, {@code float32[N, height, width, channels]}
   * @param kernels the packed weights
   * @param biases one an output channel; zeros where there are none
   * @param output receives the results
   * @param workspace scratch
   * @param rows N
   */
  void run(
      CpuBuffer input,
      CpuBuffer kernels,
      CpuBuffer biases,
      CpuBuffer output,
      CpuBuffer workspace,
      int rows);
}
