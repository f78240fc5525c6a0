package dev.alexandrite.benchmarks;

import dev.alexandrite.RoofEngine;

/** A roof of the machine as a workload: its unit is that of the roof's work. */
final class RoofWorkload implements Workload {
  private final RoofEngine.Roof roof;
  private float last;

  RoofWorkload(RoofEngine.Roof roof) {
    this.roof = roof;
  }

  @Override
  public void run() {
    last = roof.run();
  }

  @Override
  public double size() {
    return roof.work();
  }

  @Override
  public double check() {
    return last;
  }

  @Override
  public void close() {
    roof.close();
  }
}
