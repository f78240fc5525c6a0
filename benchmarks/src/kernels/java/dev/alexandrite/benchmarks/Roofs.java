package dev.alexandrite.benchmarks;

import dev.alexandrite.Engines;
import dev.alexandrite.RoofEngine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the machine was seen to do at most, on as many threads as the kernels have. Read again
 * beside every kernel, since the clock of a machine and its other work vary: the greatest counts.
 */
final class Roofs implements AutoCloseable {
  private static final int WARM_UP = 10;
  private static final int RUNS = 5;

  private final Reading arithmetic;
  private final Reading memory;

  Roofs(int threads) {
    Settings settings = new Settings(1, threads);
    arithmetic = new Reading(new FmaRoof().name(), "GFLOP/s", FmaRoof.loops(settings));
    memory =
        new Reading(
            "reads of memory",
            "GB/s",
            new RoofWorkload(Engines.load(RoofEngine.class).memoryReads(threads)));
    arithmetic.run(WARM_UP);
    memory.run(WARM_UP);
  }

  /** Reads both once more. */
  void read() {
    arithmetic.run(RUNS);
    memory.run(RUNS);
  }

  double of(Kernel kernel) {
    return (kernel.boundByArithmetic() ? arithmetic : memory).greatest;
  }

  @Override
  public String toString() {
    return List.of(arithmetic, memory).stream()
        .map(Reading::toString)
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    arithmetic.workload.close();
    memory.workload.close();
  }

  private static final class Reading {
    private final String name;
    private final String unit;
    private final Workload workload;
    private double greatest;

    Reading(String name, String unit, Workload workload) {
      this.name = name;
      this.unit = unit;
      this.workload = workload;
    }

    void run(int times) {
      for (int i = 0; i < times; i++) {
        long start = System.nanoTime();
        workload.run();
        double seconds = (System.nanoTime() - start) * 1e-9;
        greatest = Math.max(greatest, workload.size() / seconds);
      }
    }

    @Override
    public String toString() {
      return Text.format("ROOF %.1f %s %s", greatest, unit, name);
    }
  }
}
