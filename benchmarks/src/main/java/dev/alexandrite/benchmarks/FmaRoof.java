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
 * Figures are GFLOP/s, whatever the metric.
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
  public Workload prepare(Metric metric, Settings settings) {
    return new Loops(settings.threads());
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
      c0 = c0.fma(a, b);
      c1 = c1.fma(a, b);
      c2 = c2.fma(a, b);
      c3 = c3.fma(a, b);
      c4 = c4.fma(a, b);
      c5 = c5.fma(a, b);
      c6 = c6.fma(a, b);
      c7 = c7.fma(a, b);
      c8 = c8.fma(a, b);
      c9 = c9.fma(a, b);
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
