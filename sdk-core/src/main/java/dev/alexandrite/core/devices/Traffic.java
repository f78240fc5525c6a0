package dev.alexandrite.core.devices;

import dev.alexandrite.model.ParameterSpec;

/**
 * What a device sends in a step, by arithmetic: the same bytes that the links count.
 *
 * @param valueBytes activations and their gradients, for which everyone waits
 * @param gradientBytes gradients of parameters and running statistics, exchanged while the backward
 *     pass goes on
 */
record Traffic(long valueBytes, long gradientBytes) {
  /**
   * The traffic of one device.
   *
   * @param divided the network
   * @param rank the device
   * @param rows the examples of the batch
   */
  static Traffic of(DividedNetwork divided, int rank, int rows) {
    int devices = divided.shares().devices();
    long values = logits(divided.logits(), rank, devices, rows);
    long gradients = 0;
    for (DividedSection section : divided.sections()) {
      if (section.before() != null) {
        values += section.before().sentElements(rank, devices, rows);
      }
      if (section.byRows()) {
        int terms = divided.shares().spans(rank).size();
        for (ParameterSpec parameter : section.parts().get(rank).parameters()) {
          gradients += allReduce(parameter.shape().elements(), terms, rank, devices);
        }
        int statistics = RunningStatistics.elements(section.parts().get(rank).state());
        gradients += allReduce(statistics, terms, rank, devices);
      }
    }
    return new Traffic(Float.BYTES * values, Float.BYTES * gradients);
  }

  /** Logits to the first device, their gradients back. */
  private static long logits(Partition logits, int rank, int devices, int rows) {
    if (rank > 0) {
      return logits.elements(rank, rows);
    }
    long sent = 0;
    for (int to = 1; to < devices; to++) {
      sent += logits.elements(to, rows);
    }
    return sent;
  }

  /** Terms of all other segments to their devices, then the sum of the own one to all. */
  private static long allReduce(int elements, int terms, int rank, int devices) {
    int own =
        AllReduce.segment(rank + 1, elements, devices) - AllReduce.segment(rank, elements, devices);
    return (long) terms * (elements - own) + (devices - 1L) * own;
  }

  long bytes() {
    return valueBytes + gradientBytes;
  }
}
