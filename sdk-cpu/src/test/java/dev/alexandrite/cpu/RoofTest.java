package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.Engines;
import dev.alexandrite.RoofEngine;
import org.junit.jupiter.api.Test;

/** What measures the machine computes what it says, on every thread. */
class RoofTest {
  private final RoofEngine engine = Engines.load(RoofEngine.class);

  @Test
  void itIsFound() {
    assertInstanceOf(CpuRoofEngine.class, engine);
  }

  /** Every chain goes to the fixed point of c = 0.999 c + 0.001, which is 1. */
  @Test
  void multiplyAdds() {
    try (RoofEngine.Roof roof = engine.multiplyAdds(2)) {
      assertEquals(2 * 10, roof.run(), 0.01);
      assertEquals(2L * 2 * Simd.LANES * 10 * 20_000 * 1_000, Math.round(1e9 * roof.work()));
      assertTrue(roof.name().startsWith(Simd.LANES * 32 + "-bit"), roof.name());
    }
  }

  /** A lane of the sum has its share of the ones, exactly: they are fewer than 2^24. */
  @Test
  void memoryReads() {
    try (RoofEngine.Roof roof = engine.memoryReads(2)) {
      assertEquals(512L << 20, Math.round(1e9 * roof.work()));
      assertEquals((float) ((512 << 20) / 4 / Simd.LANES), roof.run());
    }
  }
}
