package dev.alexandrite.core.train;

import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.core.devices.DevicePlans;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.evaluate.Evaluation;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.program.ProgramMemory;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.TrainingConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a run will take, known before any of it is allocated, to its end: the classifier too. */
final class RunMemory {
  private final TrainingConfig config;
  private final Backend backend;
  private final @Nullable DevicePlans devices;
  private final @Nullable InferencePlan validation;
  private final InferencePlan classifier;

  /**
   * Of a run that is planned.
   *
   * @param devices the plans of several devices; null for one
   * @param validation the plan of the validation; null if there is none
   */
  RunMemory(
      TrainingConfig config,
      Backend backend,
      @Nullable DevicePlans devices,
      @Nullable InferencePlan validation) {
    this.config = config;
    this.backend = backend;
    this.devices = devices;
    this.validation = validation;
    this.classifier =
        Planner.inference(config.model().network(), ClassifierOptions.defaults().batchSize());
  }

  /**
   * All of it.
   *
   * @param graphs the plan of a run on one device
   */
  MemoryReport report(TrainingGraphs graphs) {
    List<Long> tensors =
        devices == null ? List.of(ModelState.bytes(graphs.persistent())) : devices.tensorBytes();
    List<Long> programs =
        devices == null ? List.of(programs(graphs)) : devices.programBytes(backend);
    return new MemoryReport(
        sum(tensors),
        sum(programs) + inference(),
        pipeline(),
        evaluation(),
        backend.name(),
        !backend.separateMemory(),
        Runtime.getRuntime().maxMemory(),
        IntStream.range(0, tensors.size())
            .mapToObj(device -> tensors.get(device) + programs.get(device))
            .toList(),
        backend.deviceMemoryBytes());
  }

  private static long sum(List<Long> bytes) {
    return bytes.stream().mapToLong(Long::longValue).sum();
  }

  private long programs(TrainingGraphs graphs) {
    ProgramMemory memory = new ProgramMemory(backend).add(graphs.step());
    return (graphs.update() == null ? memory : memory.add(graphs.update())).bytes();
  }

  /** Validation and the classifier read the weights of the training, or share a copy of them. */
  private long inference() {
    ProgramMemory memory = new ProgramMemory(backend).add(classifier.graph());
    if (validation != null) {
      memory.add(validation.graph());
    }
    return memory.bytes()
        + (devices == null ? 0 : CurrentWeights.copiedBytes(config.model().network()));
  }

  private long pipeline() {
    int slots = LoaderOptions.training(config.batchSize(), config.seed()).slots();
    if (config.validation() != null) {
      slots += LoaderOptions.evaluation(config.batchSize()).slots();
    }
    long images = (long) slots * config.batchSize();
    return Float.BYTES * images * config.model().network().input().elements()
        + RunData.cachedBytes(config)
        + (devices == null ? 0 : devices.exchangeBytes());
  }

  private long evaluation() {
    Dataset images = config.validation();
    return Arena.hostBytes(classifier)
        + (validation == null ? 0 : Arena.hostBytes(validation))
        + (images == null ? 0 : Evaluation.bytes(images))
        + BestWeights.bytes(config);
  }
}
