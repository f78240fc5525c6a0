package dev.alexandrite.benchmarks;

import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Presets;
import dev.alexandrite.observe.tune.LayerProfile;
import dev.alexandrite.observe.tune.LayerProfiler;
import dev.alexandrite.observe.tune.OperatorTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Where the time of a training step goes, layer by layer and operator by operator. */
final class NetworkProfile {
  private NetworkProfile() {}

  static Model model(String name) {
    Supplier<Model> model = Presets.byName().get(name);
    if (model == null) {
      throw new IllegalArgumentException(
          "there is no network called " + name + ", known are " + Presets.byName().keySet());
    }
    return model.get();
  }

  /** The layers in the network's order, then the operators, the slowest first. */
  static List<String> measure(Network network, Settings settings, int warmUp, int steps) {
    LayerProfile profile =
        LayerProfiler.of(network)
            .backend("cpu")
            .threads(settings.threads())
            .batch(settings.batch())
            .runs(steps, warmUp)
            .run();
    List<String> lines = new ArrayList<>(profile.table().lines().toList());
    profile.operators().stream()
        .sorted(Comparator.comparingDouble(OperatorTime::seconds).reversed())
        .map(operator -> line(operator, profile.seconds()))
        .forEach(lines::add);
    lines.add(
        Text.format(
            "TOTAL %.2f ms a step of %d images, %.1f img/s",
            profile.seconds() * 1e3, profile.batchSize(), profile.imagesPerSecond()));
    return lines;
  }

  private static String line(OperatorTime operator, double total) {
    return Text.format(
            "LAYER %-8s %-28s %-20s %8.2f ms %5.1f %%",
            operator.layer(),
            operator.kind(),
            operator.algorithm(),
            operator.seconds() * 1e3,
            operator.seconds() / total * 100)
        + (operator.flops() > 0
            ? Text.format(" %7.1f GFLOP/s", operator.flops() / operator.seconds() * 1e-9)
            : "");
  }
}
