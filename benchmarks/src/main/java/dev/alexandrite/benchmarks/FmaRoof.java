package dev.alexandrite.benchmarks;

import dev.alexandrite.Engines;
import dev.alexandrite.RoofEngine;
import java.io.IOException;

/**
 * What the machine can do at most: chains of fused multiply-adds in registers, on every thread.
 * Figures are GFLOP/s, whatever the work.
 */
final class FmaRoof implements Peer {
  /** The vector width of the backend {@code cpu}, see {@code sdk-cpu}; the roof follows it. */
  static final String BITS_PROPERTY = "dev.alexandrite.cpu.bits";

  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new FmaRoof(), arguments);
  }

  @Override
  public String name() {
    try (RoofEngine.Roof roof = Engines.load(RoofEngine.class).multiplyAdds(1)) {
      return "FMA roof, " + roof.name();
    }
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    return loops(settings);
  }

  static Workload loops(Settings settings) {
    return new RoofWorkload(Engines.load(RoofEngine.class).multiplyAdds(settings.threads()));
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    throw new UnsupportedOperationException("the bare machine computes no networks");
  }
}
