package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.Probe;
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
  void probeSaysWhyItCannotRunAndWhatToDo() {
    Probe.Unavailable answer = assertInstanceOf(Probe.Unavailable.class, discovered().probe());
    assertTrue(answer.reason().contains("nd4j-cuda-11.6"), answer.reason());
    assertTrue(answer.remedy().contains("nd4j-cuda-11.6-platform"), answer.remedy());
    assertTrue(answer.remedy().contains("cpu"), answer.remedy());
  }

  @Test
  void createRefusesWithReasonAndRemedy() {
    BackendOptions options = new BackendOptions(1);
    BackendException refusal =
        assertThrows(BackendException.class, () -> discovered().create(options));
    assertTrue(refusal.getMessage().contains("cuda"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("nd4j-cuda-11.6"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("nd4j-cuda-11.6-platform"), refusal.getMessage());
  }
}
