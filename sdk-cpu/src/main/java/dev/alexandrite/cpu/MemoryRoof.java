package dev.alexandrite.cpu;

import dev.alexandrite.BackendException;
import dev.alexandrite.RoofEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums over arrays that no cache holds. */
final class MemoryRoof implements RoofEngine.Roof {
  private static final VectorSpecies<Float> SPECIES = Simd.SPECIES;

  /** Bytes of all threads together, and the fewest of one. */
  private static final long TOGETHER = 512L << 20;

  private static final long LEAST = 16L << 20;

  /**
   * Places of the array that a thread reads side by side: with one alone the machine fetches less
   * far ahead.
   */
  private static final int STREAMS = 4;

  /**
   * Elements of a stream in one call, so that the compiler sees a whole method and keeps the sums
   * unboxed.
   */
  private static final int CHUNK = 1 << 14;

  private final List<float[]> arrays = new ArrayList<>();
  private final RoofThreads passes;

  MemoryRoof(int threads) {
    long bytes = Math.max(LEAST, TOGETHER / threads);
    int unit = STREAMS * CHUNK;
    int elements = Math.toIntExact(bytes / Float.BYTES / unit * unit);
    try {
      for (int i = 0; i < threads; i++) {
        float[] values = new float[elements];
        Arrays.fill(values, 1); // pages that were never written may all be one
        arrays.add(values);
      }
    } catch (OutOfMemoryError e) {
      throw new BackendException(
          "the speed of memory cannot be measured: it takes "
              + ((bytes * threads) >> 20)
              + " MiB of heap; start Java with a larger -Xmx",
          e);
    }
    List<Callable<Float>> loops = new ArrayList<>();
    arrays.forEach(values -> loops.add(() -> pass(values)));
    passes = new RoofThreads(loops);
  }

  @Override
  public String name() {
    return "reads of memory";
  }

  @Override
  public double work() {
    return 1e-9 * Float.BYTES * arrays.stream().mapToLong(values -> values.length).sum();
  }

  @Override
  public float run() {
    return passes.run();
  }

  private static float pass(float[] values) {
    int stream = values.length / STREAMS;
    float sum = 0;
    for (int start = 0; start < stream; start += CHUNK) {
      sum += chunk(values, start, stream);
    }
    return sum;
  }

  /** Eight independent sums hide the latency of an addition. */
  private static float chunk(float[] values, int start, int stream) {
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
      s1 = FloatVector.fromArray(SPECIES, values, i + stream).add(s1);
      s5 = FloatVector.fromArray(SPECIES, values, i + stream + lanes).add(s5);
      s2 = FloatVector.fromArray(SPECIES, values, i + 2 * stream).add(s2);
      s6 = FloatVector.fromArray(SPECIES, values, i + 2 * stream + lanes).add(s6);
      s3 = FloatVector.fromArray(SPECIES, values, i + 3 * stream).add(s3);
      s7 = FloatVector.fromArray(SPECIES, values, i + 3 * stream + lanes).add(s7);
    }
    return s0.add(s1).add(s2).add(s3).add(s4.add(s5).add(s6).add(s7)).lane(0);
  }

  @Override
  public void close() {
    passes.close();
    arrays.clear();
  }
}
