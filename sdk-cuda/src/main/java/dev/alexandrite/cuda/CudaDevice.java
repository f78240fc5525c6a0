package dev.alexandrite.cuda;

/**
 * A device as the driver describes it.
 *
 * @param number its number, from 0 on
 * @param name such as {@code NVIDIA A100-SXM4-40GB}
 * @param major of its compute capability
 * @param minor of its compute capability
 * @param memoryBytes its memory
 */
record CudaDevice(int number, String name, int major, int minor, long memoryBytes) {
  /** ND4J's binary for CUDA 11.6 has machine code from here on, and none that is compiled later. */
  private static final int LEAST = 37;

  /** The last generation that runs code of its predecessors; Hopper, 9.0, does not. */
  private static final int MOST = 89;

  private static final double GIBI = 1 << 30;

  /** Whether ND4J's binary has code that it can run. */
  boolean supported() {
    int capability = 10 * major + minor;
    return capability >= LEAST && capability <= MOST;
  }

  @Override
  public String toString() {
    return number
        + ": "
        + name
        + ", compute capability "
        + major
        + "."
        + minor
        + ", "
        + Math.round(memoryBytes / GIBI)
        + " GiB";
  }
}
