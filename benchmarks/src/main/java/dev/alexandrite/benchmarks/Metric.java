package dev.alexandrite.benchmarks;

/** What is measured, and how far ahead of the other library we must be. */
enum Metric {
  /** One training step of the single-tower AlexNet: batch in, loss out, weights updated. */
  TRAIN_STEP("train_step", "img/s", 0.7, 2.0);

  private final String label;
  private final String unit;
  private final double must;
  private final double aim;

  Metric(String label, String unit, double must, double aim) {
    this.label = label;
    this.unit = unit;
    this.must = must;
    this.aim = aim;
  }

  /** The name in the report. */
  String label() {
    return label;
  }

  /** What the figures count; more is better. */
  String unit() {
    return unit;
  }

  /** The line that later tools read: above 1 means that ours is better. */
  String ratioLine(double ours, double peer) {
    return Text.format(
        "RATIO %s %.2f %.2f %.3f must %.1f aim %.1f", label, ours, peer, ours / peer, must, aim);
  }
}
