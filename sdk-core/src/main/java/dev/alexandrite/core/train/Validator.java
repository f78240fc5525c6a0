package dev.alexandrite.core.train;

import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.Evaluation;
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
  private final double[] thresholds;

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
    this.thresholds = ClassifierOptions.defaults().thresholdsOf(data.classNames().size());
    this.arena = new Arena(plan, Programs.compile(backend, plan.graph(), weights.store()));
  }

  EvaluationReport evaluate() throws InterruptedException {
    weights.upToDate();
    Evaluation measures = Evaluation.of(data, config.metrics(), thresholds);
    EvaluationPass.run(
        arena, model.preparer(), data, Views.CENTER, config.execution().loaderThreads(), measures);
    return measures.report(Views.CENTER);
  }
}
