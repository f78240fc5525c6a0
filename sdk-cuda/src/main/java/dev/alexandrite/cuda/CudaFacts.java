package dev.alexandrite.cuda;

import dev.alexandrite.spi.Probe;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of a machine before a kernel is launched.
 *
 * @param driverProblem why the driver says nothing; empty if it does
 * @param driverVersion the newest CUDA that the driver runs, such as 11060 for 11.6
 * @param devices what it drives
 */
record CudaFacts(String driverProblem, int driverVersion, List<CudaDevice> devices) {
  /**
   * CUDA 11.0: drivers from 450.80.02 on run programs of later minor versions (NVIDIA, "CUDA
   * Compatibility", minor version compatibility).
   */
  private static final int LEAST_DRIVER = 11000;

  private static final String USE_CPU = ", or use the backend cpu";

  CudaFacts {
    devices = List.copyOf(devices);
  }

  static CudaFacts noDriver(String problem) {
    return new CudaFacts(problem, 0, List.of());
  }

  /** Whether ND4J's binary for CUDA 11.6 runs here. */
  Probe probe() {
    if (!driverProblem.isEmpty()) {
      return new Probe.Unavailable(
          "NVIDIA's driver does not answer: " + driverProblem,
          "install NVIDIA's driver, 450.80.02 or newer; in a container, pass the device on"
              + USE_CPU);
    }
    if (driverVersion < LEAST_DRIVER) {
      return new Probe.Unavailable(
          "NVIDIA's driver is too old: it runs CUDA "
              + version(driverVersion)
              + ", needed is "
              + version(LEAST_DRIVER),
          "install a driver from 450.80.02 on" + USE_CPU);
    }
    if (devices.isEmpty()) {
      return new Probe.Unavailable(
          "NVIDIA's driver finds no device",
          "check nvidia-smi and the variable CUDA_VISIBLE_DEVICES" + USE_CPU);
    }
    if (usable().isEmpty()) {
      return new Probe.Unavailable(
          "nd4j-cuda-11.6 has no code for " + text(devices),
          "take a GPU of compute capability 3.7 to 8.9 (Kepler's K80 to Ada; not Hopper and later)"
              + USE_CPU);
    }
    return new Probe.Available("CUDA " + version(driverVersion) + ", " + text(usable()));
  }

  /** The devices that ND4J's binary has code for; each run's devices are numbered among them. */
  List<CudaDevice> usable() {
    return devices.stream().filter(CudaDevice::supported).toList();
  }

  private static String version(int number) {
    return number / 1000 + "." + number % 1000 / 10;
  }

  private static String text(List<CudaDevice> devices) {
    return devices.stream().map(CudaDevice::toString).collect(Collectors.joining("; "));
  }
}
