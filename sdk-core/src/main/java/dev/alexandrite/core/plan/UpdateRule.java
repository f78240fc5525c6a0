package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.train.LayerLearningRate;
import dev.alexandrite.train.Optimizer;
import java.util.List;

/**
 * How gradients become new parameters.
 *
 * @param optimizer the optimiser with its constants
 * @param separate whether gradients are gathered over several batches before an update
 * @param clipNorm the largest L2 norm of all gradients together; 0 for no limit
 * @param maxNorm the largest L2 norm of the weights into one unit; 0 for no limit
 * @param averageDecay the decay of the running average of the parameters; 0 for none
 * @param layerLearningRates the layers whose rates differ, by ascending epoch
 */
public record UpdateRule(
    Optimizer optimizer,
    boolean separate,
    double clipNorm,
    double maxNorm,
    double averageDecay,
    List<LayerLearningRate> layerLearningRates) {
  /** Copies the list. */
  public UpdateRule {
    layerLearningRates = ImmutableList.copyOf(layerLearningRates);
  }

  /**
   * The same rate for every layer.
   *
   * @param optimizer the optimiser with its constants
   * @param separate whether gradients are gathered over several batches before an update
   * @param clipNorm the largest L2 norm of all gradients together; 0 for no limit
   * @param maxNorm the largest L2 norm of the weights into one unit; 0 for no limit
   * @param averageDecay the decay of the running average of the parameters; 0 for none
   */
  public UpdateRule(
      Optimizer optimizer, boolean separate, double clipNorm, double maxNorm, double averageDecay) {
    this(optimizer, separate, clipNorm, maxNorm, averageDecay, ImmutableList.of());
  }

  /** Whether the update is a graph of its own, run after the gradients of all batches are known. */
  boolean needsAllGradients() {
    return separate || clipNorm > 0;
  }

  /** What a parameter's rate is multiplied by: its own multiplier, then its layer's factors. */
  RateScale rateScale(ParameterSpec parameter) {
    double own = parameter.rateScale();
    return new RateScale(
        (float) own,
        layerLearningRates.stream()
            .filter(rate -> rate.layer().equals(parameter.layer()))
            .map(rate -> new RateScale.Change(rate.fromEpoch(), (float) (own * rate.factor())))
            .toList());
  }
}
