package dev.alexandrite.core.train;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.train.Objective;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.UpdateOptions;

/** From the options of a run to its plan. */
final class Plans {
  private Plans() {}

  static TrainingGraphs training(TrainingConfig config) {
    Network network = config.model().network();
    UpdateOptions updates = config.updates();
    UpdateRule rule =
        new UpdateRule(
            config.optimizer(),
            updates.accumulate() > 1,
            updates.clipNorm(),
            updates.maxNorm(),
            updates.averageDecay(),
            updates.layerRates());
    return Planner.training(network, loss(config.objective(), network), rule, config.batchSize());
  }

  private static LossOp loss(Objective objective, Network network) {
    if (objective.custom() != null) {
      return new LossOp.Host(network.classes(), objective.custom());
    }
    return new LossOp.SoftmaxCrossEntropy(
        network.classes(),
        (float) objective.labelSmoothing(),
        objective.classWeights().stream().map(Double::floatValue).toList());
  }
}
