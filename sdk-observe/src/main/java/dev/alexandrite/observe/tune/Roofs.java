package dev.alexandrite.observe.tune;

import dev.alexandrite.BackendException;
import dev.alexandrite.Engines;
import dev.alexandrite.RoofEngine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the roofs of the machine again and again; the highest reading of each counts. */
final class Roofs implements AutoCloseable {
  private final RoofEngine.@Nullable Roof arithmetic;
  private final RoofEngine.@Nullable Roof memory;
  private final String note;
  private double gigaflops;
  private double gigabytes;

  private Roofs(
      RoofEngine.@Nullable Roof arithmetic, RoofEngine.@Nullable Roof memory, String note) {
    this.arithmetic = arithmetic;
    this.memory = memory;
    this.note = note;
  }

  /**
   * Makes ready to read, or says why that cannot be.
   *
   * @param onProcessors whether what is profiled runs on the processors of this machine
   * @param threads as many as the network is computed on
   * @param loader where the engine is looked for
   */
  static Roofs open(boolean onProcessors, int threads, ClassLoader loader) {
    if (!onProcessors) {
      return none("that of a device is not measured");
    }
    RoofEngine engine;
    try {
      engine = Engines.load(RoofEngine.class, loader);
    } catch (BackendException e) {
      return none("dev.alexandrite:alexandrite-cpu, which measures it, is not there");
    }
    RoofEngine.Roof arithmetic = null;
    try {
      arithmetic = engine.multiplyAdds(threads);
      return new Roofs(arithmetic, engine.memoryReads(threads), "");
    } catch (BackendException e) {
      if (arithmetic != null) {
        arithmetic.close();
      }
      return none(String.valueOf(e.getMessage()));
    }
  }

  private static Roofs none(String reason) {
    return new Roofs(null, null, reason);
  }

  void read() {
    if (arithmetic != null && memory != null) {
      gigaflops = Math.max(gigaflops, rate(arithmetic));
      gigabytes = Math.max(gigabytes, rate(memory));
    }
  }

  private static double rate(RoofEngine.Roof roof) {
    long start = System.nanoTime();
    float result = roof.run();
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (!Float.isFinite(result)) {
      throw new IllegalStateException(roof.name() + " computed " + result);
    }
    return roof.work() / seconds;
  }

  void forget() {
    gigaflops = 0;
    gigabytes = 0;
  }

  Optional<MachineRoof> highest() {
    return gigaflops == 0 ? Optional.empty() : Optional.of(new MachineRoof(gigaflops, gigabytes));
  }

  /** Why there is no roof; empty if there is one. */
  String note() {
    return note;
  }

  @Override
  public void close() {
    if (arithmetic != null) {
      arithmetic.close();
    }
    if (memory != null) {
      memory.close();
    }
  }
}
