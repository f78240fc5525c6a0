package dev.alexandrite.train;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What happens around the optimiser's rule.
 *
 * @param accumulate batches whose gradients are added up before one update, at least 1
 * @param clipNorm the largest L2 norm of all gradients together, 0 for no limit
 * @param maxNorm the largest L2 norm of the weights into one unit, 0 for no limit
 * @param averageDecay the decay of the running average of the weights, 0 for no average; see {@link
 *     Trainer#averageWeights}
 * @param layerLearningRates the layers whose rates differ, by layer and epoch
 * @param frozen the layers that own parameters which are not trained, sorted; see {@link
 *     Trainer#freeze(String...)}
 * @param decayWeightsOnly whether biases, scales and shifts do not decay; see {@link
 *     Trainer#decayWeightsOnly}
 */
public record UpdateOptions(
    int accumulate,
    double clipNorm,
    double maxNorm,
    double averageDecay,
    List<LayerLearningRate> layerLearningRates,
    List<String> frozen,
    boolean decayWeightsOnly) {
  private static final Comparator<LayerLearningRate> BY_LAYER_AND_EPOCH =
      Comparator.comparing(LayerLearningRate::layer).thenComparingInt(LayerLearningRate::fromEpoch);

  /**
   * Checks the options and sorts the layers' rates and names.
   *
   * @throws dev.alexandrite.TrainingException if an option is out of range, or a frozen layer has a
   *     learning rate
   */
  public UpdateOptions {
    Checks.atLeast("accumulate", 1, accumulate);
    Checks.notNegative("clipNorm", clipNorm);
    Checks.notNegative("maxNorm", maxNorm);
    Checks.unit("averageWeights: decay", averageDecay);
    layerLearningRates = layerLearningRates.stream().sorted(BY_LAYER_AND_EPOCH).toList();
    frozen = frozen.stream().distinct().sorted().toList();
    for (LayerLearningRate rate : layerLearningRates) {
      if (frozen.contains(rate.layer())) {
        throw Checks.wrong(
            "layer "
                + rate.layer()
                + " is frozen and has a layerLearningRate; remove one of the calls");
      }
    }
  }

  /**
   * Whatever the optimiser decays decays.
   *
   * @param accumulate batches whose gradients are added up before one update, at least 1
   * @param clipNorm the largest L2 norm of all gradients together, 0 for no limit
   * @param maxNorm the largest L2 norm of the weights into one unit, 0 for no limit
   * @param averageDecay the decay of the running average of the weights, 0 for no average
   * @param layerLearningRates the layers whose rates differ, by layer and epoch
   * @param frozen the layers that own parameters which are not trained
   */
  public UpdateOptions(
      int accumulate,
      double clipNorm,
      double maxNorm,
      double averageDecay,
      List<LayerLearningRate> layerLearningRates,
      List<String> frozen) {
    this(accumulate, clipNorm, maxNorm, averageDecay, layerLearningRates, frozen, false);
  }

  /**
   * Every layer is trained.
   *
   * @param accumulate batches whose gradients are added up before one update, at least 1
   * @param clipNorm the largest L2 norm of all gradients together, 0 for no limit
   * @param maxNorm the largest L2 norm of the weights into one unit, 0 for no limit
   * @param averageDecay the decay of the running average of the weights, 0 for no average
   * @param layerLearningRates the layers whose rates differ, by layer and epoch
   */
  public UpdateOptions(
      int accumulate,
      double clipNorm,
      double maxNorm,
      double averageDecay,
      List<LayerLearningRate> layerLearningRates) {
    this(accumulate, clipNorm, maxNorm, averageDecay, layerLearningRates, List.of());
  }

  /**
   * The same rate for every layer.
   *
   * @param accumulate batches whose gradients are added up before one update, at least 1
   * @param clipNorm the largest L2 norm of all gradients together, 0 for no limit
   * @param maxNorm the largest L2 norm of the weights into one unit, 0 for no limit
   * @param averageDecay the decay of the running average of the weights, 0 for no average
   */
  public UpdateOptions(int accumulate, double clipNorm, double maxNorm, double averageDecay) {
    this(accumulate, clipNorm, maxNorm, averageDecay, List.of());
  }

  UpdateOptions accumulate(int batches) {
    return with(batches, clipNorm, maxNorm, averageDecay);
  }

  UpdateOptions clipNorm(double limit) {
    Checks.positive("clipNorm", limit);
    return with(accumulate, limit, maxNorm, averageDecay);
  }

  UpdateOptions maxNorm(double limit) {
    Checks.positive("maxNorm", limit);
    return with(accumulate, clipNorm, limit, averageDecay);
  }

  UpdateOptions averageDecay(double decay) {
    Checks.positive("averageWeights: decay", decay);
    return with(accumulate, clipNorm, maxNorm, decay);
  }

  private UpdateOptions with(int batches, double clip, double max, double decay) {
    return new UpdateOptions(
        batches, clip, max, decay, layerLearningRates, frozen, decayWeightsOnly);
  }

  UpdateOptions layerLearningRate(LayerLearningRate rate) {
    return with(
        Stream.concat(layerLearningRates.stream(), Stream.of(rate)).toList(),
        frozen,
        decayWeightsOnly);
  }

  UpdateOptions freeze(List<String> layers) {
    return with(
        layerLearningRates,
        Stream.concat(frozen.stream(), layers.stream()).toList(),
        decayWeightsOnly);
  }

  UpdateOptions decayingWeightsOnly() {
    return with(layerLearningRates, frozen, true);
  }

  private UpdateOptions with(
      List<LayerLearningRate> rates, List<String> layers, boolean weightsOnly) {
    return new UpdateOptions(
        accumulate, clipNorm, maxNorm, averageDecay, rates, layers, weightsOnly);
  }
}
