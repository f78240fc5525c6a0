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
 */
public record UpdateOptions(
    int accumulate,
    double clipNorm,
    double maxNorm,
    double averageDecay,
    List<LayerLearningRate> layerLearningRates,
    List<String> frozen) {
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
    return new UpdateOptions(batches, clipNorm, maxNorm, averageDecay, layerLearningRates, frozen);
  }

  UpdateOptions clipNorm(double limit) {
    Checks.positive("clipNorm", limit);
    return new UpdateOptions(accumulate, limit, maxNorm, averageDecay, layerLearningRates, frozen);
  }

  UpdateOptions maxNorm(double limit) {
    Checks.positive("maxNorm", limit);
    return new UpdateOptions(accumulate, clipNorm, limit, averageDecay, layerLearningRates, frozen);
  }

  UpdateOptions averageDecay(double decay) {
    Checks.positive("averageWeights: decay", decay);
    return new UpdateOptions(accumulate, clipNorm, maxNorm, decay, layerLearningRates, frozen);
  }

  UpdateOptions layerLearningRate(LayerLearningRate rate) {
    return new UpdateOptions(
        accumulate,
        clipNorm,
        maxNorm,
        averageDecay,
        Stream.concat(layerLearningRates.stream(), Stream.of(rate)).toList(),
        frozen);
  }

  UpdateOptions freeze(List<String> layers) {
    return new UpdateOptions(
        accumulate,
        clipNorm,
        maxNorm,
        averageDecay,
        layerLearningRates,
        Stream.concat(frozen.stream(), layers.stream()).toList());
  }
}
