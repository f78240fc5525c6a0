package dev.alexandrite.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * What the machine can do at most: chains of fused multiply-adds in registers, on every thread.
 * Figures are GFLOP/s, whatever the work.
 */
final class FmaRoof implements Peer {
  /** The vector width of the backend {@code cpu}, see {@code sdk-cpu}; the roof follows it. */
  static final String BITS_PROPERTY = "dev.alexandrite.cpu.bits";

  private static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(
          float.class,
          VectorShape.forBitSize(
              Integer.getInteger(BITS_PROPERTY, FloatVector.SPECIES_PREFERRED.vectorBitSize())));

  /** A chunk is one call, so that the compiler sees a whole method and keeps the chains unboxed. */
  private static final int CHUNK = 20_000;

  private static final int CHUNKS = 1_000;

  /** Enough independent chains to hide the latency of an FMA on current cores. */
  private static final int CHAINS = 10;

  public static void main(String... arguments) throws IOException {
    PeerProtocol.serve(new FmaRoof(), arguments);
  }

  @Override
  public String name() {
    return "FMA roof, " + SPECIES.vectorBitSize() + " bit";
  }

  @Override
  public Workload prepare(Work work, Settings settings, SharedFiles files) {
    return loops(settings);
  }

  static Workload loops(Settings settings) {
    return new Loops(settings.threads());
  }

  @Override
  public float[] logits(Net net, int rows, Settings settings, SharedFiles files) {
    throw new UnsupportedOperationException("the bare machine computes no networks");
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

  private static final class Loops implements Workload {
    private final ExecutorService pool;
    private final int threads;
    private float last;

    Loops(int threads) {
      this.threads = threads;
      this.pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public void run() {
      List<Future<Float>> loops = new ArrayList<>();
      IntStream.range(0, threads).forEach(thread -> loops.add(pool.submit(FmaRoof::loop)));
      try {
        for (Future<Float> loop : loops) {
          last = loop.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while measuring the roof", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException("the roof could not be measured", e);
      }
    }

    @Override
    public double size() {
      return 2.0 * SPECIES.length() * CHAINS * CHUNK * CHUNKS * threads * 1e-9;
    }

    @Override
    public double check() {
      return last;
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
