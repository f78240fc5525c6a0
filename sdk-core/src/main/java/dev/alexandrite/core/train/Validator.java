package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.WeightLoader;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.EvaluationPass;
import dev.alexandrite.core.evaluate.Tally;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.TrainingConfig;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the validation data between epochs. It shares the weights of the training, or copies
 * them, or their running averages, into a store of its own before every pass.
 */
final class Validator {
  private final TrainingConfig config;
  private final Dataset data;
  private final ModelState model;
  private final InferencePlan plan;
  private final @Nullable TensorStore copies;
  private final Arena arena;

  Validator(
      TrainingConfig config,
      Dataset data,
      ModelState model,
      InferencePlan plan,
      Backend backend,
      @Nullable TensorStore shared) {
    this.config = config;
    this.data = data;
    this.model = model;
    this.plan = plan;
    boolean sharing = shared != null && config.updates().averageDecay() == 0;
    this.copies = sharing ? null : new TensorStore(backend, plan.persistent());
    TensorStore weights = copies == null ? Objects.requireNonNull(shared) : copies;
    this.arena = new Arena(plan, Programs.compile(backend, plan.graph(), weights));
  }

  EvaluationReport evaluate() throws InterruptedException {
    if (copies != null) {
      WeightLoader loader = new WeightLoader("the run", NamedTensors.of(copies), plan.persistent());
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
    long copied = copies == null ? 0 : ModelState.bytes(copies.tensors());
    return arena.memoryBytes() + copied;
  }
}
