package dev.alexandrite.benchmarks;

import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.ConvolutionOp;
import dev.alexandrite.spi.LinearOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Where the time of a training step goes, operator by operator. */
final class LayerProfile {
  private static final Map<String, Supplier<Network>> NETWORKS =
      new TreeMap<>(
          Map.of(
              "torchvision", () -> AlexNet.torchvision().build().network(),
              "paper", () -> AlexNet.paper().build().network(),
              "release2012", () -> AlexNet.release2012().build().network(),
              "caffe", () -> AlexNet.caffe().build().network(),
              "oneTower", () -> AlexNet.oneTower().build().network(),
              "tiny", () -> AlexNet.tiny().build().network(),
              "80sec", () -> CifarNets.layers80sec().network(),
              "11pct", () -> CifarNets.layers11pct().network()));

  private LayerProfile() {}

  static Network network(String name) {
    Supplier<Network> network = NETWORKS.get(name);
    if (network == null) {
      throw new IllegalArgumentException(
          "there is no network called " + name + ", known are " + NETWORKS.keySet());
    }
    return network.get();
  }

  /** The slowest operator first: layer, operator, algorithm, time, share, rate. */
  static List<String> measure(Network network, Settings settings, int warmUp, int steps) {
    BackendOptions options = new BackendOptions(settings.threads());
    TimedBackend backend = new TimedBackend(AlexandriteTrainStep.cpu().create(options));
    try (AlexandriteTrainStep step = new AlexandriteTrainStep(network, settings, backend)) {
      for (int i = 0; i < warmUp; i++) {
        step.run();
      }
      backend.forget();
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      return lines(step.plannedSteps(), backend.seconds(), settings.batch(), steps);
    }
  }

  private static List<String> lines(
      List<Program.PlannedStep> planned, double[] seconds, int batch, int steps) {
    double total = 0;
    for (double time : seconds) {
      total += time;
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      order.add(i);
    }
    order.sort((a, b) -> Double.compare(seconds[b], seconds[a]));
    List<String> lines = new ArrayList<>();
    for (int i : order) {
      Program.PlannedStep step = planned.get(i);
      double gigaflop = 2e-9 * multiplyAdds(step.op()) * batch * steps;
      lines.add(
          Text.format(
                  "LAYER %-8s %-28s %-20s %8.2f ms %5.1f %%",
                  step.layer(),
                  kind(step.op()),
                  step.algorithm(),
                  seconds[i] / steps * 1e3,
                  seconds[i] / total * 100)
              + (gigaflop > 0 ? Text.format(" %7.1f GFLOP/s", gigaflop / seconds[i]) : ""));
    }
    lines.add(
        Text.format(
            "TOTAL %.2f ms a step of %d images, %.1f img/s",
            total / steps * 1e3, batch, batch * steps / total));
    return lines;
  }

  /** Of one image; direct ones, whatever the algorithm. */
  private static long multiplyAdds(Op op) {
    return switch (op) {
      case ConvolutionOp convolution -> convolution.geometry().multiplyAdds();
      case LinearOp linear -> (long) linear.rowsPerExample() * linear.inputs() * linear.outputs();
      default -> 0;
    };
  }

  private static String kind(Op op) {
    Class<?> type = op.getClass();
    return type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
  }
}
