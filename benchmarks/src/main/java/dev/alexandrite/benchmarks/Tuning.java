package dev.alexandrite.benchmarks;

import java.util.Map;
import java.util.stream.Stream;

/** How a rival is set up beyond its defaults; rows of tuned rivals have no bar. */
enum Tuning {
  NONE("", 1e-3),
  CHANNELS_LAST(", channels last", 1e-3),
  HUGE_PAGES(", huge pages", 1e-3),
  INT8(", int8", 5e-2);

  private static final String PROPERTY = "dev.alexandrite.benchmarks.tuning";

  private final String suffix;
  private final double tolerance;

  Tuning(String suffix, double tolerance) {
    this.suffix = suffix;
    this.tolerance = tolerance;
  }

  /** That of this process. */
  static Tuning current() {
    return valueOf(System.getProperty(PROPERTY, NONE.name()));
  }

  /** Options of a process that is tuned so. */
  Stream<String> flags() {
    return this == NONE ? Stream.empty() : Stream.of("-D" + PROPERTY + "=" + this);
  }

  /** Variables of a process that is tuned so. */
  Map<String, String> environment() {
    return this == HUGE_PAGES ? Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1") : Map.of();
  }

  /** Follows the system's name in the report. */
  String suffix() {
    return suffix;
  }

  /** How far its logits may be from those of 32 bits, by the largest logit. */
  double tolerance() {
    return tolerance;
  }
}
