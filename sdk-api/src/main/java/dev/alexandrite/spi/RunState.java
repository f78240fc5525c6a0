package dev.alexandrite.spi;

/** The scalars that change from run to run; one mutable object, owned by whoever runs a program. */
public final class RunState {
  /** Rows of the batch that hold examples, from 1 to the program's capacity. */
  public int rows;

  /** The number of the first row within the whole batch, if it is divided among devices. */
  public int firstRow;

  /**
   * Rows of the whole batch, if it is divided among devices by whole leaves of {@link BatchTree}; 0
   * if {@link #rows} are all of it.
   */
  public int batchRows;

  /** The training batch, counted from 0 over the whole run; part of the key of random masks. */
  public long batch;

  /** The epoch, counted from 0 over the whole run; see {@link RateScale}. */
  public int epoch;

  /** Optimiser updates made so far: the steps of a run, as an application counts them. */
  public long updates;

  /** The seed of the run. */
  public long seed;

  /** The learning rate of this step. */
  public float learningRate;

  /** What gradients are multiplied by before an update: 1, or 1 / accumulated batches. */
  public float gradientScale = 1;

  /** A state for one row, batch 0 and seed 0. */
  public RunState() {
    rows = 1;
  }

  @Override
  public String toString() {
    return "batch " + batch + ", epoch " + epoch + ", " + rows + " rows";
  }
}
