package dev.alexandrite.core.devices;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Parallelism;
import java.util.ArrayList;
import java.util.List;

/**
 * What all devices run, planned before anything is allocated.
 *
 * @param divided the network, divided among them
 * @param replicas what each of them runs
 * @param whole the persistent tensors of the whole network
 * @param batchSize the largest batch, all devices together
 */
public record DevicePlans(
    DividedNetwork divided, List<ReplicaPlan> replicas, List<TensorSpec> whole, int batchSize) {
  /** Copies the lists. */
  public DevicePlans {
    replicas = ImmutableList.copyOf(replicas);
    whole = ImmutableList.copyOf(whole);
  }

  /**
   * Plans.
   *
   * @param network the network
   * @param scheme how it is divided
   * @param devices among how many
   * @param loss the loss on its output
   * @param rule how gradients become new parameters
   * @param whole the persistent tensors of a run on one device, in their order
   * @param recompute whether backward passes may compute again what they read
   * @param batchSize the largest batch
   * @return the plans
   * @throws TrainingException if the network cannot be divided like that
   */
  public static DevicePlans of(
      Network network,
      Parallelism scheme,
      int devices,
      LossOp loss,
      UpdateRule rule,
      List<TensorSpec> whole,
      boolean recompute,
      int batchSize) {
    if (scheme != Parallelism.DATA && rule.clipNorm() > 0) {
      throw new TrainingException(
          "clipNorm needs the gradients of all layers in one place, which parallelism "
              + scheme
              + " divides among devices; use data(), or leave clipNorm out");
    }
    if (scheme != Parallelism.DATA && rule.optimizer() instanceof Lamb) {
      throw new TrainingException(
          "Lamb needs all weights of a layer in one place, which parallelism "
              + scheme
              + " divides among devices; use data(), or AdamW");
    }
    DividedNetwork divided = NetworkDivider.divide(network, scheme, devices);
    List<ReplicaPlan> replicas = new ArrayList<>();
    for (int rank = 0; rank < devices; rank++) {
      replicas.add(ReplicaPlan.of(divided, rank, loss, rule, recompute, batchSize));
    }
    return new DevicePlans(divided, replicas, whole, batchSize);
  }

  /**
   * How few examples a layer may see at once where a batch is divided, which matters to batch norm.
   *
   * @param devices how many, at most eight
   * @param batchSize the batch of all devices
   * @return the fewest in a subtree of the batch that is on one device
   */
  public static int fewestTogether(int devices, int batchSize) {
    return new LeafShares(devices).fewestTogether(batchSize);
  }

  /**
   * What each device's tensors take: parameters, optimiser state, averages, gathered gradients.
   *
   * @return bytes by device
   */
  public List<Long> tensorBytes() {
    return replicas.stream().map(ReplicaPlan::tensorBytes).toList();
  }

  /**
   * What each device's programs take.
   *
   * @param backend one like theirs
   * @return bytes of arenas, workspaces and packed parameters by device
   */
  public List<Long> programBytes(Backend backend) {
    return replicas.stream().map(replica -> replica.programBytes(backend)).toList();
  }

  /**
   * What the arrays take in which devices meet.
   *
   * @return bytes of heap, all devices together
   */
  public long exchangeBytes() {
    return replicas.stream().mapToLong(replica -> replica.exchangeBytes(batchSize)).sum();
  }
}
