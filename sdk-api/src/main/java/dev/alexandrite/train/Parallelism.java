package dev.alexandrite.train;

/** How a network is divided among several devices. */
public enum Parallelism {
  /**
   * Every device has the whole network and a part of each batch, and gradients are added up. A
   * batch is cut into eight leaves; up to eight devices share them, and the sums have the same
   * order for any number of devices, so that on the backend {@code cpu} the weights have the same
   * bits.
   *
   * <p>Batch normalisation is the exception: a device normalises its own examples by themselves,
   * those of each whole subtree of the leaves apart (one on two, four and eight devices), and the
   * running statistics are the mean of all devices' by their examples. The numbers then depend on
   * how many devices there are, and a run is resumed on as many.
   */
  DATA,
  /**
   * Every device has a part of every layer's maps and units and sees the whole batch: the paper's
   * two towers (AlexNet paper, section 3.2), for networks whose layers form a chain.
   */
  TOWERS,
  /**
   * Convolutions as in {@link #DATA}, fully connected layers as in {@link #TOWERS} (Krizhevsky,
   * "One weird trick for parallelizing convolutional neural networks", arXiv 1404.5997): few
   * weights and many activations are divided by examples, many weights and few activations by
   * units.
   */
  HYBRID;

  /**
   * Divides batches.
   *
   * @return {@link #DATA}
   */
  public static Parallelism data() {
    return DATA;
  }

  /**
   * Divides layers.
   *
   * @return {@link #TOWERS}
   */
  public static Parallelism towers() {
    return TOWERS;
  }

  /**
   * Divides batches for convolutions and layers of full connections.
   *
   * @return {@link #HYBRID}
   */
  public static Parallelism hybrid() {
    return HYBRID;
  }
}
