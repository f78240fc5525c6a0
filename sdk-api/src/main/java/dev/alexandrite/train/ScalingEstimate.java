package dev.alexandrite.train;

import dev.alexandrite.Engines;
import dev.alexandrite.model.Model;
import java.util.List;
import java.util.Locale;

/**
 * How fast training would be on several devices, by arithmetic alone.
 *
 * @param parallelism how the network is divided
 * @param devices among how many devices
 * @param sentBytes what the device that sends most sends in a step
 * @param imagesPerSecond all devices together
 */
public record ScalingEstimate(
    Parallelism parallelism, int devices, long sentBytes, double imagesPerSecond) {
  /**
   * Estimates each scheme on 1, 2, 4 to 64 devices. Computation is taken to divide evenly;
   * activations are waited for, gradients are exchanged beside the computation. Schemes that cannot
   * divide the network among so many devices are left out; more than eight devices are estimated
   * where batches are divided, but cannot be used.
   *
   * @param model the network
   * @param batchSize images of a batch, all devices together
   * @param imagesPerSecond the speed of one device in training
   * @param linkBytesPerSecond the speed of each device's link, both ways at the same time
   * @return by scheme, then by devices
   * @throws dev.alexandrite.TrainingException if a number is not above 0
   */
  public static List<ScalingEstimate> of(
      Model model, int batchSize, double imagesPerSecond, double linkBytesPerSecond) {
    Checks.atLeast("batchSize", 1, batchSize);
    Checks.positive("imagesPerSecond", imagesPerSecond);
    Checks.positive("linkBytesPerSecond", linkBytesPerSecond);
    return Engines.load(TrainingEngine.class)
        .scaling(model.network(), batchSize, imagesPerSecond, linkBytesPerSecond);
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-6s %2d devices %9.1f MB a step %9.1f images/s",
        parallelism,
        devices,
        sentBytes / 1e6,
        imagesPerSecond);
  }
}
