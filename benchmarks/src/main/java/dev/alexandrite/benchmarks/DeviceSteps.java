package dev.alexandrite.benchmarks;

import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.devices.ReplicaGroup;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.Devices;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Training steps on simulated devices: how much of what their links carry is hidden behind the
 * computation.
 */
final class DeviceSteps {
  /** As fast as it goes, PCI Express, and a slow network. */
  private static final double[] SPEEDS = {0, 12e9, 1e9};

  private DeviceSteps() {}

  /** A line for each speed of the links. */
  static void measure(
      Network network, Parallelism scheme, int devices, Settings settings, int rounds) {
    LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0, List.of());
    UpdateRule rule = new UpdateRule(Sgd.paper(0.001).momentum(0.9), false, 0, 0, 0);
    int batch = settings.batch();
    List<TensorSpec> whole = Planner.training(network, loss, rule, batch).persistent();
    DevicePlans plans = DevicePlans.of(network, scheme, devices, loss, rule, whole, false, batch);
    BackendProvider cpu = AlexandriteTrainStep.cpu();
    BackendOptions options = new BackendOptions(Math.max(1, settings.threads() / devices));
    try (ReplicaGroup group =
        ReplicaGroup.start(plans, Devices.of(devices), rank -> cpu.create(options.device(rank)))) {
      fill(group, network, batch);
      measure(group, scheme, devices, rounds);
    }
  }

  private static void fill(ReplicaGroup group, Network network, int batch) {
    Random random = new Random(1);
    group.inputs().images = new float[batch * network.input().elements()];
    for (int i = 0; i < group.inputs().images.length; i++) {
      group.inputs().images[i] = (float) random.nextGaussian();
    }
    group.inputs().labels = new float[batch];
    group.inputs().state.rows = batch;
    group.inputs().state.learningRate = 1e-6f;
    for (TensorSpec tensor : group.tensors().tensors()) {
      if (tensor.name().endsWith(".weight")) {
        float[] values = new float[tensor.shape().elements()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (random.nextGaussian() * 0.01);
        }
        group.tensors().upload(tensor.name(), 0, values);
      }
    }
  }

  private static void measure(ReplicaGroup group, Parallelism scheme, int devices, int rounds) {
    long before = most(group, devices);
    group.step();
    long bytes = most(group, devices) - before;
    double[][] milliseconds = new double[SPEEDS.length][rounds];
    for (int round = -2; round < rounds; round++) {
      for (int speed = 0; speed < SPEEDS.length; speed++) {
        group.linkSpeed(SPEEDS[speed]);
        long begun = System.nanoTime();
        group.step();
        if (round >= 0) {
          milliseconds[speed][round] = (System.nanoTime() - begun) / 1e6;
        }
      }
    }
    double computing = median(milliseconds[0]);
    for (int speed = 0; speed < SPEEDS.length; speed++) {
      double transfer = SPEEDS[speed] == 0 ? 0 : bytes / SPEEDS[speed] * 1e3;
      double step = median(milliseconds[speed]);
      System.out.println(
          Text.format(
              "DEVICES %s %d link %.0e B/s: %.1f MB a device, transfer %.1f ms, computation %.1f"
                  + " ms, step %.1f ms, %.3f of the longer one must 1.1",
              scheme,
              devices,
              SPEEDS[speed],
              bytes / 1e6,
              transfer,
              computing,
              step,
              step / Math.max(transfer, computing)));
    }
  }

  private static double median(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long most(ReplicaGroup group, int devices) {
    long most = 0;
    for (int device = 0; device < devices; device++) {
      most = Math.max(most, group.sentBytes(device));
    }
    return most;
  }
}
