package dev.alexandrite.core.devices;

import dev.alexandrite.TrainingException;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.ScalingEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast each scheme would be, from the speed of one device and of the links. Computation is
 * divided evenly; activations are waited for, gradients go beside the computation:
 *
 * <pre>step = values / link + max(computation / devices, gradients / link)</pre>
 */
public final class ScalingModel {
  private static final int[] DEVICES = {1, 2, 4, 8, 16, 32, 64};

  private ScalingModel() {}

  /**
   * Estimates every scheme on 1 to 64 devices; one that cannot divide the network is left out.
   *
   * @param network the network
   * @param batchSize the batch, all devices together
   * @param imagesPerSecond the speed of one device
   * @param linkBytesPerSecond the speed of the link of each device
   * @return by scheme, then by devices
   */
  public static List<ScalingEstimate> estimate(
      Network network, int batchSize, double imagesPerSecond, double linkBytesPerSecond) {
    List<ScalingEstimate> estimates = new ArrayList<>();
    for (Parallelism scheme : Parallelism.values()) {
      for (int devices : DEVICES) {
        divided(network, scheme, devices)
            .map(each -> estimate(each, scheme, batchSize, imagesPerSecond, linkBytesPerSecond))
            .ifPresent(estimates::add);
      }
    }
    return estimates;
  }

  private static Optional<DividedNetwork> divided(
      Network network, Parallelism scheme, int devices) {
    try {
      return Optional.of(NetworkDivider.estimate(network, scheme, devices));
    } catch (TrainingException notDivisible) {
      return Optional.empty();
    }
  }

  private static ScalingEstimate estimate(
      DividedNetwork divided,
      Parallelism scheme,
      int batchSize,
      double imagesPerSecond,
      double linkBytesPerSecond) {
    int devices = divided.shares().devices();
    long values = 0;
    long gradients = 0;
    long most = 0;
    for (int rank = 0; rank < devices; rank++) {
      Traffic traffic = Traffic.of(divided, rank, batchSize);
      values = Math.max(values, traffic.valueBytes());
      gradients = Math.max(gradients, traffic.gradientBytes());
      most = Math.max(most, traffic.bytes());
    }
    double computing = batchSize / (imagesPerSecond * devices);
    double step = values / linkBytesPerSecond + Math.max(computing, gradients / linkBytesPerSecond);
    return new ScalingEstimate(scheme, devices, most, batchSize / step);
  }
}
