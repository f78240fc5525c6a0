package dev.alexandrite.core.train;

import dev.alexandrite.DataException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.data.ClassDifference;
import dev.alexandrite.core.data.Labels;
import dev.alexandrite.core.data.WeightedDraw;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.LayerLearningRate;
import dev.alexandrite.train.TrainingConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can only be checked once model, data and options are together, before any work. */
final class ConfigCheck {
  private ConfigCheck() {}

  static void check(TrainingConfig config) {
    Network network = config.model().network();
    Dataset data = config.data();
    List<String> names = data.classNames();
    Labels.requireImages(data, "training");
    if (network.classes() != names.size()) {
      throw new TrainingException(
          "network '"
              + network.name()
              + "' has "
              + network.classes()
              + " outputs, but the training data has "
              + names.size()
              + (data.task() == Task.CLASSIFICATION ? " classes " : " labels or values ")
              + shorten(names)
              + "; build the network with classes("
              + names.size()
              + ")");
    }
    requireDistinct(names);
    Labels.require(data, "training");
    checkValidation(config.validation(), data.task(), names);
    List<Double> weights = config.objective().classWeights();
    if (!weights.isEmpty() && weights.size() != names.size()) {
      throw new TrainingException(
          "classWeights has "
              + weights.size()
              + " weights for "
              + names.size()
              + " classes; give one for each class");
    }
    List<Double> positives = config.objective().positiveWeights();
    if (!positives.isEmpty() && positives.size() != names.size()) {
      throw new TrainingException(
          "positiveWeights has "
              + positives.size()
              + " weights for "
              + names.size()
              + " labels; give one for each label");
    }
    WeightedDraw.of(config.sampling(), data); // refuses weights that do not fit
    checkLayerLearningRates(config.updates().layerLearningRates(), network);
  }

  /** A checkpoint that two classes of one name were saved in cannot be told from a damaged one. */
  private static void requireDistinct(List<String> names) {
    Set<String> seen = new LinkedHashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new DataException(
            "two classes of the training data are called \""
                + name
                + "\"; give each a name of its own, by which predictions tell them apart");
      }
    }
  }

  private static void checkLayerLearningRates(List<LayerLearningRate> rates, Network network) {
    Set<String> layers = new LinkedHashSet<>();
    network.parameters().forEach(parameter -> layers.add(parameter.layer()));
    for (LayerLearningRate rate : rates) {
      if (!layers.contains(rate.layer())) {
        throw new TrainingException(
            "layerLearningRate: no layer of network '"
                + network.name()
                + "' called '"
                + rate.layer()
                + "' has parameters; those that have are "
                + layers);
      }
    }
  }

  private static void checkValidation(@Nullable Dataset validation, Task task, List<String> names) {
    if (validation == null) {
      return;
    }
    Labels.requireTask("the validation data", validation.task(), "the training data", task);
    ClassDifference.requireNone(
        "the validation data", validation.classNames(), "the training data", names);
    Labels.require(validation, "validation");
  }

  private static String shorten(List<String> names) {
    return names.size() <= 10 ? names.toString() : names.subList(0, 10) + " and more";
  }
}
