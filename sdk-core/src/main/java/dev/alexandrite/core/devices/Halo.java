package dev.alexandrite.core.devices;

/**
 * Every device receives the channels of its neighbours next to its own, as many on each side as a
 * window reaches; on the way back it adds what they computed for its own.
 *
 * @param channels which channels each device has
 * @param reach channels on each side
 * @param positions elements of a channel
 */
record Halo(Partition.ByUnits channels, int reach, int positions) implements Exchange {
  /** Channels that a device has of its left neighbour. */
  int left(int rank) {
    return rank == 0 ? 0 : reach;
  }

  /** Channels that a device has of its right neighbour. */
  int right(int rank, int devices) {
    return rank == devices - 1 ? 0 : reach;
  }

  /** Channels of a device with its halo. */
  int extended(int rank, int devices) {
    return left(rank) + channels.units(rank) + right(rank, devices);
  }

  @Override
  public void forward(Channel channel, int rows, float[] output, float[] input) {
    int rank = channel.rank();
    int size = channel.size();
    int own = channels.units(rank) * positions;
    int edge = reach * positions;
    int wide = extended(rank, size) * positions;
    if (rank > 0) {
      channel.post(rank - 1, output, 0, own, edge, rows);
    }
    if (rank < size - 1) {
      channel.post(rank + 1, output, own - edge, own, edge, rows);
    }
    int at = left(rank) * positions;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(output, row * own, input, row * wide + at, own);
    }
    if (rank > 0) {
      channel.take(rank - 1).copyTo(input, 0, wide);
      channel.done(rank - 1);
    }
    if (rank < size - 1) {
      channel.take(rank + 1).copyTo(input, at + own, wide);
      channel.done(rank + 1);
    }
    channel.settle();
  }

  @Override
  public void backward(Channel channel, int rows, float[] inputGradient, float[] outputGradient) {
    int rank = channel.rank();
    int size = channel.size();
    int own = channels.units(rank) * positions;
    int edge = reach * positions;
    int wide = extended(rank, size) * positions;
    int at = left(rank) * positions;
    if (rank > 0) {
      channel.post(rank - 1, inputGradient, 0, wide, edge, rows);
    }
    if (rank < size - 1) {
      channel.post(rank + 1, inputGradient, at + own, wide, edge, rows);
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(inputGradient, row * wide + at, outputGradient, row * own, own);
    }
    if (rank > 0) {
      channel.take(rank - 1).addTo(outputGradient, 0, own);
      channel.done(rank - 1);
    }
    if (rank < size - 1) {
      channel.take(rank + 1).addTo(outputGradient, own - edge, own);
      channel.done(rank + 1);
    }
    channel.settle();
  }

  @Override
  public long sentElements(int rank, int devices, int rows) {
    int neighbours = (rank > 0 ? 1 : 0) + (rank < devices - 1 ? 1 : 0);
    return 2L * neighbours * reach * positions * rows;
  }
}
