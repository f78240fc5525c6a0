package dev.alexandrite.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.ComputePool;
import dev.alexandrite.spi.BackendOptions;
import java.time.Duration;
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

  @Test
  void everyOptionIsChangedAndNoOther() {
    ClassifierOptions changed =
        defaults
            .maxConcurrent(3)
            .maxWaiting(128)
            .timeout(Duration.ofSeconds(2))
            .microBatch(8, Duration.ofMillis(5))
            .batchSize(9)
            .backend("scalar");
    assertEquals(3, changed.maxConcurrent());
    assertEquals(128, changed.maxWaiting());
    assertEquals(Duration.ofSeconds(2), changed.timeout());
    assertEquals(new MicroBatch(8, Duration.ofMillis(5)), changed.microBatch());
    assertEquals(9, changed.batchSize());
    assertEquals("scalar", changed.backend());
    assertEquals(defaults.decoding(), changed.decoding());
    assertEquals(defaults.views(), changed.views());
    assertEquals(defaults.weights(), changed.weights());
    assertSame(defaults.classLoader(), changed.classLoader());
    assertEquals(ClassifierOptions.UNBOUNDED, defaults.maxWaiting());
    assertNull(defaults.timeout());
    assertNull(defaults.microBatch());
  }

  @Test
  void whatBoundsTheWaitFitsTogether() {
    Duration wait = Duration.ofMillis(5);
    assertRefused("maxWaiting must be at least 1", () -> defaults.maxWaiting(0));
    assertRefused("timeout must be more than 0", () -> defaults.timeout(Duration.ZERO));
    assertRefused("maxImages must be at least 2", () -> defaults.microBatch(1, wait));
    assertRefused("maxWait must be more than 0", () -> defaults.microBatch(2, Duration.ZERO));
    assertRefused("at most 10 s", () -> defaults.microBatch(2, Duration.ofHours(1)));
    assertRefused("more than the batchSize of 16", () -> defaults.microBatch(17, wait));
    assertRefused("maxWaiting lets 3", () -> defaults.maxWaiting(3).microBatch(4, wait));
    assertRefused("WhenBusy.REFUSE", () -> defaults.whenBusy(WhenBusy.REFUSE).microBatch(4, wait));
    assertRefused("a call that is alone", () -> defaults.timeout(wait).microBatch(4, wait));
  }

  private static void assertRefused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  private static void assertContradicts(Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains("threads and computePool are both set"), message);
  }
}
