package dev.alexandrite.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast memory can be read at most: sums over arrays that no cache holds, on every thread.
 * Figures are GB/s, whatever the metric. Code that writes too may be slower, since a line is read
 * before its first byte is written, or faster, where reads and writes have paths of their own.
 */
final class MemoryRoof {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Elements of each thread: 256 MiB. */
  private static final int ELEMENTS = 1 << 26;

  /**
   * Places of the array that a thread reads side by side: with one alone the machine fetches less
   * far ahead.
   */
  private static final int STREAMS = 4;

  private static final int STREAM = ELEMENTS / STREAMS;

  /**
   * Elements of a stream in one call, so that the compiler sees a whole method and keeps the sums
   * unboxed.
   */
  private static final int CHUNK = 1 << 14;

  private MemoryRoof() {}

  static Workload passes(Settings settings) {
    return new Passes(settings.threads());
  }

  private static float pass(float[] values) {
    float sum = 0;
    for (int start = 0; start < STREAM; start += CHUNK) {
      sum += chunk(values, start);
    }
    return sum;
  }

  /** Eight independent sums hide the latency of an addition. */
  private static float chunk(float[] values, int start) {
    int lanes = SPECIES.length();
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    FloatVector s4 = s0;
    FloatVector s5 = s0;
    FloatVector s6 = s0;
    FloatVector s7 = s0;
    for (int i = start; i < start + CHUNK; i += 2 * lanes) {
      s0 = FloatVector.fromArray(SPECIES, values, i).add(s0);
      s4 = FloatVector.fromArray(SPECIES, values, i + lanes).add(s4);
      s1 = FloatVector.fromArray(SPECIES, values, i + STREAM).add(s1);
      s5 = FloatVector.fromArray(SPECIES, values, i + STREAM + lanes).add(s5);
      s2 = FloatVector.fromArray(SPECIES, values, i + 2 * STREAM).add(s2);
      s6 = FloatVector.fromArray(SPECIES, values, i + 2 * STREAM + lanes).add(s6);
      s3 = FloatVector.fromArray(SPECIES, values, i + 3 * STREAM).add(s3);
      s7 = FloatVector.fromArray(SPECIES, values, i + 3 * STREAM + lanes).add(s7);
    }
    return s0.add(s1).add(s2).add(s3).add(s4.add(s5).add(s6).add(s7)).lane(0);
  }

  private static final class Passes implements Workload {
    private final ExecutorService pool;
    private final List<float[]> arrays = new ArrayList<>();
    private float last;

    Passes(int threads) {
      this.pool = Executors.newFixedThreadPool(threads);
      for (int i = 0; i < threads; i++) {
        float[] values = new float[ELEMENTS];
        Arrays.fill(values, 1); // pages that were never written may all be one
        arrays.add(values);
      }
    }

    @Override
    public void run() {
      List<Future<Float>> passes = new ArrayList<>();
      arrays.forEach(values -> passes.add(pool.submit(() -> pass(values))));
      try {
        for (Future<Float> pass : passes) {
          last = pass.get();
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
      return 1e-9 * Float.BYTES * ELEMENTS * arrays.size();
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
