package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.Probe;
import dev.alexandrite.tensor.Activation;
import dev.alexandrite.tensor.ConvolutionGeometry;
import dev.alexandrite.tensor.WindowAxis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The system property that forbids Winograd. */
final class ConvolutionPropertyTest {
  private static final ConvolutionOp OP =
      new ConvolutionOp.Forward(
          new ConvolutionGeometry(
              64, 13, 13, 64, WindowAxis.of(3).pad(1), WindowAxis.of(3).pad(1), 1),
          true,
          true,
          Activation.NONE);

  private final CpuBackendProvider provider = new CpuBackendProvider();

  @AfterEach
  void forget() {
    System.clearProperty(CpuBackendProvider.CONVOLUTION_PROPERTY);
  }

  @Test
  void winogradIsTheDefault() {
    try (Backend backend = provider.create(new BackendOptions(1))) {
      assertEquals("winograd(5x5,3x3)", backend.plan(OP, 1).algorithm());
      assertEquals("cpu-4", backend.planVersion());
    }
  }

  @Test
  void directForbidsItAndIsAnotherPlanVersion() {
    System.setProperty(CpuBackendProvider.CONVOLUTION_PROPERTY, "direct");
    try (Backend backend = provider.create(new BackendOptions(1))) {
      assertEquals("direct", backend.plan(OP, 1).algorithm());
      assertEquals("cpu-4-direct", backend.planVersion());
    }
  }

  @Test
  void anotherValueIsRefusedWithWhatIsPossible() {
    System.setProperty(CpuBackendProvider.CONVOLUTION_PROPERTY, "fastest");
    String reason = assertInstanceOf(Probe.Unavailable.class, provider.probe()).reason();
    assertTrue(reason.contains(CpuBackendProvider.CONVOLUTION_PROPERTY), reason);
    assertTrue(reason.contains("fastest") && reason.contains("[winograd, direct]"), reason);
  }
}
