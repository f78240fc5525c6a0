package dev.alexandrite.core.devices;

/**
 * Every device goes on without its halo; on the way back the halo's gradient is zero. Nothing
 * crosses.
 */
record HaloCrop(Halo halo) implements Exchange {
  @Override
  public void forward(Channel channel, int rows, float[] output, float[] input) {
    int own = halo.channels().units(channel.rank()) * halo.positions();
    int wide = halo.extended(channel.rank(), channel.size()) * halo.positions();
    int at = halo.left(channel.rank()) * halo.positions();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(output, row * wide + at, input, row * own, own);
    }
  }

  /** The halo of the array is never written, and so stays zero. */
  @Override
  public void backward(Channel channel, int rows, float[] inputGradient, float[] outputGradient) {
    int own = halo.channels().units(channel.rank()) * halo.positions();
    int wide = halo.extended(channel.rank(), channel.size()) * halo.positions();
    int at = halo.left(channel.rank()) * halo.positions();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(inputGradient, row * own, outputGradient, row * wide + at, own);
    }
  }

  @Override
  public long sentElements(int rank, int devices, int rows) {
    return 0;
  }
}
