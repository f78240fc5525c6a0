package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class CudaBackendProviderTest {
  private static BackendProvider discovered() {
    return ServiceLoader.load(BackendProvider.class, CudaBackendProviderTest.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("cuda"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isDiscoveredByTheServiceLoader() {
    BackendProvider provider = discovered();
    assertInstanceOf(CudaBackendProvider.class, provider);
    assertEquals(200, provider.rank());
  }

  @Test
  void devicesThatItCannotUseAreNotCounted() {
    CudaFacts facts =
        new CudaFacts(
            "",
            12040,
            List.of(
                new CudaDevice(0, "H100", 9, 0, 80L << 30),
                new CudaDevice(1, "A100", 8, 0, 40L << 30)));
    assertEquals(1, facts.usable().size());
    assertEquals(1, facts.usable().getFirst().number());
  }

  /** Without NVIDIA's library; with it the answer depends on the machine. */
  private static void requireNoLibrary() {
    assumeTrue(
        CudaBackendProviderTest.class
                .getClassLoader()
                .getResource("org/nd4j/linalg/jcublas/JCublasBackend.class")
            == null,
        "nd4j-cuda-11.6 is on the class path (mvn -Pgpu)");
  }

  @Test
  void probeSaysWhyItCannotRunAndWhatToDo() {
    requireNoLibrary();
    Probe.Unavailable answer = assertInstanceOf(Probe.Unavailable.class, discovered().probe());
    assertTrue(answer.reason().contains("nd4j-cuda-11.6"), answer.reason());
    assertTrue(answer.remedy().contains("nd4j-cuda-11.6-platform"), answer.remedy());
    assertTrue(answer.remedy().contains("cpu"), answer.remedy());
  }

  @Test
  void createRefusesWithReasonAndRemedy() {
    requireNoLibrary();
    BackendOptions options = new BackendOptions(1);
    BackendException refusal =
        assertThrows(BackendException.class, () -> discovered().create(options));
    assertTrue(refusal.getMessage().contains("cuda"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("nd4j-cuda-11.6"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("nd4j-cuda-11.6-platform"), refusal.getMessage());
  }
}
