package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Devices;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.ScalingEstimate;
import dev.alexandrite.train.Sgd;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bytes by arithmetic are the bytes that the links count. */
class TrafficTest {
  private static final int BATCH = 11;

  private static Network network() {
    return network(false);
  }

  private static Network network(boolean learnsStatistics) {
    var builder =
        Network.builder("crossed", Shape.image(3, 8, 8)).conv2d("conv1", Conv2d.of(12, 3));
    if (learnsStatistics) {
      builder.batchNorm("statistics1", BatchNorm.of());
    }
    return builder
        .relu("relu1")
        .localResponseNorm("norm1", LocalResponseNorm.paper())
        .conv2d("conv2", Conv2d.of(8, 3))
        .flatten("flat")
        .linear("fc1", Linear.of(13))
        .relu("relu2")
        .linear("fc2", Linear.of(5))
        .build();
  }

  @Property(tries = 40)
  void arithmeticAgreesWithTheLinks(
      @ForAll Parallelism scheme,
      @ForAll @IntRange(min = 2, max = 5) int devices,
      @ForAll @IntRange(min = 1, max = BATCH) int rows,
      @ForAll boolean learnsStatistics) {
    Network network = network(learnsStatistics && scheme != Parallelism.TOWERS);
    LossOp loss = new LossOp.SoftmaxCrossEntropy(5, 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.01), false, 0, 0, 0);
    List<TensorSpec> whole = Planner.training(network, loss, rule, BATCH).persistent();
    DevicePlans plans = DevicePlans.of(network, scheme, devices, loss, rule, whole, false, BATCH);
    ScalarBackendProvider scalar = new ScalarBackendProvider();
    try (ReplicaGroup group =
        ReplicaGroup.start(
            plans, Devices.of(devices), rank -> scalar.create(new BackendOptions(1)))) {
      group.inputs().images = new float[BATCH * network.input().elements()];
      group.inputs().labels = new float[BATCH];
      group.inputs().state.rows = rows;
      group.step();
      for (int rank = 0; rank < devices; rank++) {
        Traffic traffic = Traffic.of(plans.divided(), rank, rows);
        assertEquals(group.sentBytes(rank), traffic.bytes(), scheme + ", device " + rank);
      }
    }
  }

  @Test
  void oneDeviceSendsNothingAndSlowLinksCost() {
    List<ScalingEstimate> fast = ScalingModel.estimate(network(), 128, 100, 1e12);
    List<ScalingEstimate> slow = ScalingModel.estimate(network(), 128, 100, 1e4);
    for (int i = 0; i < fast.size(); i++) {
      ScalingEstimate estimate = fast.get(i);
      if (estimate.devices() == 1) {
        assertEquals(0, estimate.sentBytes());
        assertEquals(100, estimate.imagesPerSecond(), 1e-6);
      } else {
        assertTrue(estimate.imagesPerSecond() > slow.get(i).imagesPerSecond());
      }
    }
    assertTrue(fast.stream().anyMatch(e -> e.devices() == 64), "estimates reach 64 devices");
  }
}
