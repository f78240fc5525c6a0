package dev.alexandrite.core.train;

import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.EvaluationAccumulator;
import dev.alexandrite.core.evaluate.EvaluationPass;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.TrainingConfig;

/** Evaluates the validation data between epochs. */
final class Validator {
  private final TrainingConfig config;
  private final Dataset data;
  private final ModelState model;
  private final CurrentWeights weights;
  private final Arena arena;

  Validator(
      TrainingConfig config,
      Dataset data,
      ModelState model,
      InferencePlan plan,
      Backend backend,
      CurrentWeights weights) {
    this.config = config;
    this.data = data;
    this.model = model;
    this.weights = weights;
    this.arena = new Arena(plan, Programs.compile(backend, plan.graph(), weights.store()));
  }

  EvaluationReport evaluate() throws InterruptedException {
    weights.upToDate();
    EvaluationAccumulator counts = new EvaluationAccumulator(data.classNames(), config.metrics());
    EvaluationPass.run(
        arena,
        model.preparer(),
        data,
        Views.CENTER,
        config.execution().loaderThreads(),
        (image, probabilities) -> counts.add(probabilities, data.label(image)));
    return counts.report(Views.CENTER);
  }
}
