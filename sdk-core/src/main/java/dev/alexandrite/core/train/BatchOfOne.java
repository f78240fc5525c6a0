package dev.alexandrite.core.train;

import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Node;
import dev.alexandrite.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/** What a run has been given that is of no use where every batch is a single image. */
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
      return single && !normalised.isEmpty() ? List.of(ofLast(config, normalised)) : List.of();
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
