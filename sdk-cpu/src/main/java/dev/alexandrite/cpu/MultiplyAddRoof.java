package dev.alexandrite.cpu;

import dev.alexandrite.RoofEngine;
import java.util.Collections;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Chains of fused multiply-adds in registers, at the width of the kernels. */
final class MultiplyAddRoof implements RoofEngine.Roof {
  private static final VectorSpecies<Float> SPECIES = Simd.SPECIES;

  /** A chunk is one call, so that the compiler sees a whole method and keeps the chains unboxed. */
  private static final int CHUNK = 20_000;

  private static final int CHUNKS = 1_000;

  /** Enough independent chains to hide the latency of an FMA on current cores. */
  private static final int CHAINS = 10;

  private final int threads;
  private final RoofThreads loops;

  MultiplyAddRoof(int threads) {
    this.threads = threads;
    this.loops = new RoofThreads(Collections.nCopies(threads, MultiplyAddRoof::loop));
  }

  @Override
  public String name() {
    return SPECIES.vectorBitSize() + "-bit fused multiply-adds";
  }

  @Override
  public double work() {
    return 2.0 * SPECIES.length() * CHAINS * CHUNK * CHUNKS * threads * 1e-9;
  }

  @Override
  public float run() {
    return loops.run();
  }

  private static float loop() {
    float last = 0;
    for (int i = 0; i < CHUNKS; i++) {
      last = chunk();
    }
    return last;
  }

  private static float chunk() {
    FloatVector a = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector b = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector c0 = b;
    FloatVector c1 = b;
    FloatVector c2 = b;
    FloatVector c3 = b;
    FloatVector c4 = b;
    FloatVector c5 = b;
    FloatVector c6 = b;
    FloatVector c7 = b;
    FloatVector c8 = b;
    FloatVector c9 = b;
    for (int i = 0; i < CHUNK; i++) {
      c0 = a.fma(c0, b);
      c1 = a.fma(c1, b);
      c2 = a.fma(c2, b);
      c3 = a.fma(c3, b);
      c4 = a.fma(c4, b);
      c5 = a.fma(c5, b);
      c6 = a.fma(c6, b);
      c7 = a.fma(c7, b);
      c8 = a.fma(c8, b);
      c9 = a.fma(c9, b);
    }
    FloatVector sum = c0.add(c1).add(c2).add(c3).add(c4);
    return sum.add(c5).add(c6).add(c7).add(c8).add(c9).lane(0);
  }

  @Override
  public void close() {
    loops.close();
  }
}
