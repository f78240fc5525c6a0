package dev.alexandrite.benchmarks;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a warm training step allocates on the heap, through the public API: trainer, workers and
 * loaders. Reading the meter allocates too, so it is read twice only.
 */
final class StepAllocation implements TrainingListener {
  private static final int MEASURED_STEPS = 10;

  private final int warmUp;
  private Map<String, Long> before = Map.of();
  private Map<String, Long> after = Map.of();

  private StepAllocation(int warmUp) {
    this.warmUp = warmUp;
  }

  /** Trains for the warm-up and the measured steps, all in one epoch. */
  static StepAllocation measure(Settings settings, int warmUp) {
    StepAllocation allocation = new StepAllocation(warmUp);
    int images = settings.batch() * (warmUp + MEASURED_STEPS + 1);
    Trainer.of(AlexNet.torchvision().classes(10).build())
        .data(DrawnShapes.of(images, 256, ExampleBatch.SEED))
        .epochs(1)
        .batchSize(settings.batch())
        .threads(settings.threads())
        .backend("cpu")
        .listener(allocation)
        .fit()
        .classifier()
        .close();
    return allocation;
  }

  @Override
  public void onStep(StepReport step) {
    if (step.step() == warmUp) {
      before = HeapMeter.allocatedByThread();
    } else if (step.step() == warmUp + MEASURED_STEPS) {
      after = HeapMeter.allocatedByThread();
    }
  }

  /** Bytes a step by thread name, without threads that allocated nothing. */
  Map<String, Long> bytesPerStep() {
    Map<String, Long> perStep = new TreeMap<>();
    after.forEach(
        (thread, bytes) -> {
          long share = (bytes - before.getOrDefault(thread, 0L)) / MEASURED_STEPS;
          if (share > 0) {
            perStep.put(thread, share);
          }
        });
    return perStep;
  }

  /** One line a thread. */
  @Override
  public String toString() {
    return bytesPerStep().entrySet().stream()
        .map(entry -> Text.format("ALLOC train_step %d %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
