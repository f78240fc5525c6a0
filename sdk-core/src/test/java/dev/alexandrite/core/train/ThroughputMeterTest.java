package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThroughputMeterTest {
  private long now;
  private final ThroughputMeter watch = new ThroughputMeter(() -> now);

  /** One epoch of ten batches of a second each, then a minute of validation. */
  private Optional<String> epoch(long waitMillis) {
    Optional<String> warning = Optional.empty();
    watch.startEpoch();
    for (int batch = 0; batch < 10; batch++) {
      now += TimeUnit.SECONDS.toNanos(1);
      watch.took(TimeUnit.MILLISECONDS.toNanos(waitMillis), 8);
      warning = warning.or(() -> watch.warning(3));
    }
    now += TimeUnit.MINUTES.toNanos(1);
    return warning;
  }

  @Test
  void shortEpochsAreJudgedTogether() {
    assertEquals(Optional.empty(), epoch(500));
    String warning = epoch(500).orElseThrow();
    assertTrue(warning.contains("of 20 s, 10 s were spent waiting and 10 s computing"), warning);
    assertTrue(warning.contains("loaderThreads (now 3)"), warning);
    assertEquals(Optional.empty(), epoch(500), "warned twice");
  }

  @Test
  void aGoodBeginningDoesNotHideWhatComesLater() {
    for (int epoch = 0; epoch < 100; epoch++) {
      assertEquals(Optional.empty(), epoch(100));
    }
    assertEquals(Optional.empty(), epoch(900));
    assertTrue(epoch(900).isPresent());
  }

  @Test
  void ratesAreThoseOfTheEpoch() {
    epoch(900);
    watch.startEpoch();
    now += TimeUnit.SECONDS.toNanos(4);
    watch.took(TimeUnit.SECONDS.toNanos(1), 8);
    assertEquals(2, watch.imagesPerSecond(), 1e-9);
    assertEquals(0.25, watch.waitShare(), 1e-9);
  }
}
