package dev.alexandrite.core.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.RateScale;
import dev.alexandrite.train.LayerLearningRate;
import dev.alexandrite.train.Optimizer;
import java.util.List;
import java.util.Set;

/**
 * How gradients become new parameters.
 *
 * @param optimizer the optimiser with its constants
 * @param separate whether gradients are gathered over several batches before an update
 * @param clipNorm the largest L2 norm of all gradients together; 0 for no limit
 * @param maxNorm the largest L2 norm of the weights into one unit; 0 for no limit
 * @param averageDecay the decay of the running average of the parameters; 0 for none
 * @param layerLearningRates the layers whose rates differ, by ascending epoch
 * @param frozen the layers whose parameters and statistics stay as they are
 * @param decayWeightsOnly whether biases, scales and shifts do not decay
 */
public record UpdateRule(
    Optimizer optimizer,
    boolean separate,
    double clipNorm,
    double maxNorm,
    double averageDecay,
    List<LayerLearningRate> layerLearningRates,
    Set<String> frozen,
    boolean decayWeightsOnly) {
  /** Copies the list and the set. */
  public UpdateRule {
    frozen = ImmutableSet.copyOf(frozen);
    layerLearningRates = ImmutableList.copyOf(layerLearningRates);
  }

  /**
   * The same rate for every layer, all of which are trained.
   *
   * @param optimizer the optimiser with its constants
   * @param separate whether gradients are gathered over several batches before an update
   * @param clipNorm the largest L2 norm of all gradients together; 0 for no limit
   * @param maxNorm the largest L2 norm of the weights into one unit; 0 for no limit
   * @param averageDecay the decay of the running average of the parameters; 0 for none
   */
  public UpdateRule(
      Optimizer optimizer, boolean separate, double clipNorm, double maxNorm, double averageDecay) {
    this(
        optimizer,
        separate,
        clipNorm,
        maxNorm,
        averageDecay,
        ImmutableList.of(),
        ImmutableSet.of(),
        false);
  }

  /** Whether a parameter is trained. */
  boolean trains(ParameterSpec parameter) {
    return !frozen.contains(parameter.layer());
  }

  /** What the optimiser's decay is multiplied by for a parameter. */
  double decayScale(ParameterSpec parameter) {
    boolean decays = !decayWeightsOnly || parameter.kind() == ParameterSpec.Kind.WEIGHT;
    return decays ? parameter.decayScale() : 0;
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
