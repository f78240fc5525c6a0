package dev.alexandrite.observe.tune;

/**
 * What the machine was seen to do at most while a network was profiled (Williams, Waterman and
 * Patterson, "Roofline", CACM 52 (4), 2009): no kernel takes less time than its arithmetic at the
 * one rate, nor than moving its inputs and outputs once at the other.
 *
 * @param gigaflops 10^9 floating-point operations a second, in fused multiply-adds
 * @param gigabytes 10^9 bytes a second that are read from memory
 */
public record MachineRoof(double gigaflops, double gigabytes) {
  /**
   * The least time that work takes.
   *
   * @param flops floating-point operations
   * @param bytes bytes of inputs and outputs
   * @return seconds
   */
  public double seconds(long flops, long bytes) {
    return Math.max(flops / gigaflops, bytes / gigabytes) * 1e-9;
  }

  /**
   * Whether memory rather than arithmetic bounds work.
   *
   * @param flops floating-point operations
   * @param bytes bytes of inputs and outputs
   * @return true if moving takes longer
   */
  public boolean boundByMemory(long flops, long bytes) {
    return bytes / gigabytes > flops / gigaflops;
  }
}
