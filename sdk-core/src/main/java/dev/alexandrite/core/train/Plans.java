package dev.alexandrite.core.train;

import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.Objective;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.UpdateOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the options of a run to its plan. */
final class Plans {
  private Plans() {}

  /** The plan of a run on one device; its tensors are those of any run. */
  static TrainingGraphs training(
      TrainingConfig config, @Nullable ApplicationLoss custom, int capacity) {
    return Planner.training(
        config.model().network(),
        loss(config, custom),
        rule(config),
        config.execution().recompute(),
        capacity);
  }

  /** The plans of a run on several; its tensors are those of a run on one. */
  static DevicePlans devices(
      TrainingConfig config, @Nullable ApplicationLoss custom, List<TensorSpec> persistent) {
    return DevicePlans.of(
        config.model().network(),
        config.execution().parallelism(),
        config.execution().devices().count(),
        loss(config, custom),
        rule(config),
        persistent,
        config.execution().recompute(),
        config.batchSize());
  }

  private static UpdateRule rule(TrainingConfig config) {
    UpdateOptions updates = config.updates();
    return new UpdateRule(
        config.optimizer(),
        updates.accumulate() > 1,
        updates.clipNorm(),
        updates.maxNorm(),
        updates.averageDecay(),
        updates.layerLearningRates(),
        Set.copyOf(updates.frozen()),
        updates.decayWeightsOnly());
  }

  private static LossOp loss(TrainingConfig config, @Nullable ApplicationLoss custom) {
    Network network = config.model().network();
    Objective objective = config.objective();
    if (custom != null) {
      return new LossOp.Host(network.classes(), custom::compute);
    }
    int outputs = network.classes();
    return switch (config.data().task()) {
      case CLASSIFICATION -> crossEntropy(objective, outputs);
      case MULTI_LABEL ->
          new LossOp.SigmoidCrossEntropy(outputs, floats(objective.positiveWeights()));
      case REGRESSION -> new LossOp.SquaredError(outputs);
    };
  }

  private static LossOp crossEntropy(Objective objective, int classes) {
    float smoothing = (float) objective.labelSmoothing();
    List<Float> weights = floats(objective.classWeights());
    return objective.mixing() == null
        ? new LossOp.SoftmaxCrossEntropy(classes, smoothing, weights)
        : new LossOp.SoftCrossEntropy(classes, smoothing, weights);
  }

  private static List<Float> floats(List<Double> values) {
    return values.stream().map(Double::floatValue).toList();
  }
}
