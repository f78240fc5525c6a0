package dev.alexandrite.checkpoint;

import dev.alexandrite.CheckpointException;

/** Weights that do not fit the network they were meant for. */
public final class WeightMismatchException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  private final transient WeightReport report;

  /**
   * Creates the exception.
   *
   * @param report what does not fit
   */
  public WeightMismatchException(WeightReport report) {
    super(WeightReportText.refusal(report));
    this.report = report;
  }

  /**
   * What became of every tensor.
   *
   * @return the whole report, of which the message names a part
   */
  public WeightReport report() {
    return report;
  }
}
