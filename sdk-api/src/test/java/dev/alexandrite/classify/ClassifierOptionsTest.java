package dev.alexandrite.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.ComputePool;
import dev.alexandrite.spi.BackendOptions;
import org.junit.jupiter.api.Test;

final class ClassifierOptionsTest {
  private final ClassifierOptions defaults = ClassifierOptions.defaults();

  @Test
  void threadsAreOneAProcessorUnlessSet() {
    assertEquals(Runtime.getRuntime().availableProcessors(), defaults.computingThreads());
    assertEquals(3, defaults.threads(3).computingThreads());
    assertThrows(IllegalArgumentException.class, () -> defaults.threads(0));
  }

  @Test
  void aPoolBringsItsThreads() {
    try (ComputePool pool = ComputePool.of(5)) {
      ClassifierOptions options = defaults.computePool(pool).batchSize(2);
      assertSame(pool, options.computePool());
      assertEquals(5, options.computingThreads());
      assertThrows(IllegalArgumentException.class, () -> new BackendOptions(4, pool, 0));
    }
  }

  @Test
  void threadsAndAPoolContradictEachOther() {
    try (ComputePool pool = ComputePool.of(2)) {
      assertContradicts(() -> defaults.threads(2).computePool(pool));
      assertContradicts(() -> defaults.computePool(pool).threads(2));
    }
  }

  private static void assertContradicts(Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains("threads and computePool are both set"), message);
  }
}
