package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import org.junit.jupiter.api.Test;

/** What stands between a name and a library of ND4J that is not the one asked for. */
final class Nd4jBackendTest {
  @Test
  void refusesToComputeElsewhereInSilence() {
    Nd4jNative.open(1).close();
    BackendException refusal =
        assertThrows(
            BackendException.class,
            () -> Nd4jBackend.load("cuda", "org.nd4j.linalg.jcublas.JCublasBackend", null));
    assertTrue(refusal.getMessage().contains("CpuBackend"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("only one of"), refusal.getMessage());
  }
}
