package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.Probe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every reason for which a machine cannot run the kernels, and its remedy. */
final class CudaFactsTest {
  private static final CudaDevice AMPERE = device(8, 6);

  private static CudaDevice device(int major, int minor) {
    return new CudaDevice(0, "a device", major, minor, 8L << 30);
  }

  private static Probe.Unavailable refusal(CudaFacts facts) {
    return assertInstanceOf(Probe.Unavailable.class, facts.probe());
  }

  @Test
  void noDriver() {
    Probe.Unavailable refusal = refusal(CudaFacts.noDriver("libcuda.so.1 was not found"));
    assertTrue(refusal.reason().contains("libcuda.so.1"), refusal.reason());
    assertTrue(refusal.remedy().contains("450.80.02"), refusal.remedy());
  }

  @Test
  void oldDriver() {
    Probe.Unavailable refusal = refusal(new CudaFacts("", 10020, List.of(AMPERE)));
    assertTrue(refusal.reason().contains("10.2"), refusal.reason());
    assertTrue(refusal.reason().contains("11.0"), refusal.reason());
  }

  @Test
  void noDevice() {
    Probe.Unavailable refusal = refusal(new CudaFacts("", 11060, List.of()));
    assertTrue(refusal.reason().contains("no device"), refusal.reason());
    assertTrue(refusal.remedy().contains("CUDA_VISIBLE_DEVICES"), refusal.remedy());
  }

  @ParameterizedTest
  @CsvSource({"3,5", "9,0", "10,0", "12,0"})
  void noCodeForTheDevice(int major, int minor) {
    Probe.Unavailable refusal = refusal(new CudaFacts("", 12040, List.of(device(major, minor))));
    assertTrue(refusal.reason().contains(major + "." + minor), refusal.reason());
    assertTrue(refusal.remedy().contains("3.7 to 8.9"), refusal.remedy());
  }

  @ParameterizedTest
  @CsvSource({"3,7", "5,0", "6,1", "7,0", "7,5", "8,0", "8,6", "8,9"})
  void supportedDevices(int major, int minor) {
    Probe probe = new CudaFacts("", 11060, List.of(device(9, 0), device(major, minor))).probe();
    Probe.Available available = assertInstanceOf(Probe.Available.class, probe);
    assertTrue(available.detail().contains("8 GiB"), available.detail());
  }

  @Test
  void thisMachinesDriverIsAskedAndNamed() {
    CudaFacts facts = assertDoesNotThrow(CudaDriver::ask);
    assertTrue(
        facts.driverVersion() > 0 || facts.driverProblem().contains("cuda"), facts.toString());
  }
}
