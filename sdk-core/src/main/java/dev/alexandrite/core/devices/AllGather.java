package dev.alexandrite.core.devices;

/** Every device receives the parts of all others; on the way back, gradients by a part add up. */
record AllGather(Partition partition) implements Exchange {
  @Override
  public void forward(Channel channel, int rows, float[] output, float[] input) {
    int rank = channel.rank();
    for (int to = 0; to < channel.size(); to++) {
      if (to != rank) {
        channel.post(to, output, 0, 0, partition.elements(rank, rows), 1);
      }
    }
    for (int from = 0; from < channel.size(); from++) {
      if (from == rank) {
        place(output, from, rows, input);
      } else {
        place(channel.take(from).array(), from, rows, input);
        channel.done(from);
      }
    }
    channel.settle();
  }

  /** Copies a part, which begins its array, to its place in the whole. */
  private void place(float[] part, int rank, int rows, float[] whole) {
    int length = partition.length(rank, rows);
    for (int run = 0; run < partition.count(rows); run++) {
      int at = partition.offset(rank, rows) + run * partition.stride(rank, rows);
      System.arraycopy(part, run * length, whole, at, length);
    }
  }

  /** The terms are added in the order of the devices. */
  @Override
  public void backward(Channel channel, int rows, float[] inputGradient, float[] outputGradient) {
    int rank = channel.rank();
    for (int to = 0; to < channel.size(); to++) {
      if (to != rank) {
        channel.post(
            to,
            inputGradient,
            partition.offset(to, rows),
            partition.stride(to, rows),
            partition.length(to, rows),
            partition.count(rows));
      }
    }
    int length = partition.length(rank, rows);
    for (int from = 0; from < channel.size(); from++) {
      Message term = from == rank ? own(inputGradient, rank, rows) : channel.take(from);
      if (from == 0) {
        term.copyTo(outputGradient, 0, length);
      } else {
        term.addTo(outputGradient, 0, length);
      }
      if (from != rank) {
        channel.done(from);
      }
    }
    channel.settle();
  }

  private Message own(float[] whole, int rank, int rows) {
    Message own = new Message();
    own.set(
        whole,
        partition.offset(rank, rows),
        partition.stride(rank, rows),
        partition.length(rank, rows),
        partition.count(rows),
        0);
    return own;
  }

  @Override
  public long sentElements(int rank, int devices, int rows) {
    long sent = (devices - 1L) * partition.elements(rank, rows);
    for (int to = 0; to < devices; to++) {
      sent += to == rank ? 0 : partition.elements(to, rows);
    }
    return sent;
  }
}
