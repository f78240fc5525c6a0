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
        partition.place(output, from, rows, input);
      } else {
        partition.place(channel.take(from).array(), from, rows, input);
        channel.done(from);
      }
    }
    channel.settle();
  }

  /** The terms are added in the order of the devices. */
  @Override
  public void backward(Channel channel, int rows, float[] inputGradient, float[] outputGradient) {
    int rank = channel.rank();
    for (int to = 0; to < channel.size(); to++) {
      if (to != rank) {
        partition.post(channel, to, rows, inputGradient);
      }
    }
    for (int from = 0; from < channel.size(); from++) {
      if (from == rank) {
        addOwn(inputGradient, rank, rows, from == 0, outputGradient);
      } else {
        Message term = channel.take(from);
        if (from == 0) {
          term.copyTo(outputGradient, 0, partition.length(rank, rows));
        } else {
          term.addTo(outputGradient, 0, partition.length(rank, rows));
        }
        channel.done(from);
      }
    }
    channel.settle();
  }

  private void addOwn(float[] whole, int rank, int rows, boolean first, float[] sum) {
    if (first) {
      partition.cut(whole, rank, rows, sum);
      return;
    }
    int length = partition.length(rank, rows);
    for (int run = 0; run < partition.count(rows); run++) {
      int at = partition.offset(rank, rows) + run * partition.stride(rank, rows);
      for (int i = 0; i < length; i++) {
        sum[run * length + i] += whole[at + i];
      }
    }
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
