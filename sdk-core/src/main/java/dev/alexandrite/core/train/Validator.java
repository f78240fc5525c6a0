package dev.alexandrite.core.train;

import dev.alexandrite.core.classify.WeightLoader;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.EvaluationPass;
import dev.alexandrite.core.evaluate.Tally;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.TrainingConfig;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the validation data between epochs. It shares the weights of the training, or copies
 * their running averages into a store of its own before every pass.
 */
final class Validator {
  private final TrainingConfig config;
  private final Dataset data;
  private final ModelState model;
  private final InferencePlan plan;
  private final @Nullable TensorStore averages;
  private final Arena arena;

  Validator(
      TrainingConfig config, Dataset data, ModelState model, InferencePlan plan, Backend backend) {
    this.config = config;
    this.data = data;
    this.model = model;
    this.plan = plan;
    this.averages =
        config.updates().averageDecay() > 0 ? new TensorStore(backend, plan.persistent()) : null;
    TensorStore weights = averages == null ? model.store() : averages;
    this.arena = new Arena(plan, backend.compile(plan.graph(), weights));
  }

  EvaluationReport evaluate() throws InterruptedException {
    if (averages != null) {
      WeightLoader loader = new WeightLoader("the run", averages, plan.persistent());
      model.exportWeights(loader);
      loader.finish();
    }
    Tally tally = new Tally(data.classNames(), config.metrics());
    EvaluationPass.run(
        arena,
        model.preparer(),
        data,
        Views.CENTER,
        config.execution().loaderThreads(),
        (image, probabilities) -> tally.add(probabilities, data.label(image)));
    return tally.report(Views.CENTER);
  }

  long memoryBytes() {
    long copies = averages == null ? 0 : ModelState.bytes(averages.tensors());
    return arena.memoryBytes() + copies;
  }
}
