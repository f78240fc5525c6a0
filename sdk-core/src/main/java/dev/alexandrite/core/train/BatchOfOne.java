package dev.alexandrite.core.train;

import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.BatchTree;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** What a run has been given that is of no use where a layer sees a single image at a time. */
final class BatchOfOne {
  private BatchOfOne() {}

  /** The warnings of a run, before its first step. */
  static List<String> warnings(TrainingConfig config) {
    List<String> normalised =
        config.model().network().nodes().stream()
            .filter(node -> node.layer() instanceof BatchNorm)
            .filter(node -> !config.updates().frozen().contains(node.parametersOf()))
            .map(Node::name)
            .toList();
    if (Math.min(config.batchSize(), config.data().size()) > 1) {
      boolean single = config.data().size() % config.batchSize() == 1;
      if (normalised.isEmpty()) {
        return List.of();
      }
      return single ? List.of(ofLast(config, normalised)) : ofDevices(config, normalised);
    }
    List<String> warnings = new ArrayList<>();
    if (!normalised.isEmpty()) {
      warnings.add(
          "the batch size is 1, so that batch norm "
              + normalised
              + " normalises every image by itself alone, and by other numbers in inference; train"
              + " with batchSize(16) or more, or use another norm");
    }
    if (!config.objective().classWeights().isEmpty()) {
      warnings.add(
          "the batch size is 1, so that classWeights(...) changes nothing: a batch's mean divides"
              + " by the weights of its images; train with a larger batchSize(...)");
    }
    return warnings;
  }

  private static List<String> ofDevices(TrainingConfig config, List<String> normalised) {
    int devices = config.execution().devices().count();
    boolean together = config.execution().parallelism() == Parallelism.TOWERS;
    int fewest = together ? config.batchSize() : fewest(devices, config.batchSize());
    return fewest > 1
        ? List.of()
        : List.of(
            "devices("
                + devices
                + ") leave batch norm "
                + normalised
                + " a single image at a time in a part of every batch of "
                + config.batchSize()
                + ", since a device normalises its own; take batchSize("
                + 2 * BatchTree.LEAVES
                + ") or more, or fewer devices");
  }

  private static int fewest(int devices, int batchSize) {
    return devices == 1 ? batchSize : DevicePlans.fewestTogether(devices, batchSize);
  }

  private static String ofLast(TrainingConfig config, List<String> normalised) {
    return "the last batch of every epoch is a single image ("
        + config.data().size()
        + " images in batches of "
        + config.batchSize()
        + "), which batch norm "
        + normalised
        + " normalises by itself alone, and which counts in its running statistics as a whole batch"
        + " does; take a batchSize(...) that leaves more images, or one image less";
  }
}
