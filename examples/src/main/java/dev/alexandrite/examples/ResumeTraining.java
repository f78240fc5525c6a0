package dev.alexandrite.examples;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.RunFolders;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Stops a training in the middle, goes on, and compares with one that was never stopped.
 *
 * <pre>
 * examples/run ResumeTraining
 * examples/run ResumeTraining --help
 * </pre>
 *
 * <p>Expected output, a matter of seconds: where the run was stopped, and that every tensor of both
 * final checkpoints, weights and momentum, has the same SHA-256.
 *
 * <pre>
 * stopped after step 41; the network knows 10 classes
 * RESULT identical=true tensors=36
 * </pre>
 */
public final class ResumeTraining {
  private ResumeTraining() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        ResumeTraining.class,
        "Stops a training in the middle, goes on, and compares with one that was never stopped.",
        ResumeTraining::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    int training = options.integer("images", 2000, "how many training images are drawn");
    int epochs = options.integer("epochs", 3, "passes over the training images");
    int batch = options.integer("batch", 64, "images of a step");
    int seed = options.integer("seed", 1, "draws images, weights and order");
    int stopAt = options.integer("stop-at", 40, "the step after which the first part is cancelled");
    Optional<Path> given =
        options.path(
            "checkpoints", "where to keep both runs; runs/ResumeTraining/001 and so on otherwise");
    options.complete();
    Path folder = given.orElseGet(() -> RunFolders.in(Path.of("runs", "ResumeTraining")).next());
    Split images = ImageData.drawn(training, 200, 32, seed);
    Plan plan = new Plan(images, epochs, batch, seed);

    CountDownLatch reached = new CountDownLatch(1);
    TrainingRun first =
        plan.trainer(folder.resolve("stopped")).listener(countdown(stopAt, reached)).fitAsync();
    var _ = first.result().whenComplete((result, failure) -> reached.countDown());
    await(reached);
    first.cancel();
    try (var classifier = first.join().classifier()) {
      out.println(
          "stopped after step "
              + latest(folder.resolve("stopped")).step()
              + "; the network knows "
              + classifier.classNames().size()
              + " classes");
    }

    Checkpoint resumed = finish(plan.trainer(folder.resolve("stopped")).resume());
    Checkpoint straight = finish(plan.trainer(folder.resolve("straight")));
    boolean identical = checksums(resumed).equals(checksums(straight));
    out.println("RESULT identical=" + identical + " tensors=" + resumed.tensors().size());
  }

  private static TrainingListener countdown(int step, CountDownLatch reached) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() >= step) {
          reached.countDown();
        }
      }
    };
  }

  private static void await(CountDownLatch reached) {
    try {
      reached.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Checkpoint finish(Trainer trainer) {
    try (TrainingResult result = trainer.fit()) {
      return Checkpoint.open(result.checkpoint().orElseThrow());
    }
  }

  private static Checkpoint latest(Path folder) {
    return Checkpoint.latest(folder).orElseThrow();
  }

  private static List<String> checksums(Checkpoint checkpoint) {
    return checkpoint.tensors().stream().map(TensorInfo::sha256).toList();
  }

  /** What both runs have in common. */
  private record Plan(Split images, int epochs, int batch, int seed) {
    Trainer trainer(Path checkpoints) {
      return Trainer.of(AlexNet.tiny().build())
          .data(images.train())
          .validation(images.validation())
          .epochs(epochs)
          .batchSize(batch)
          .seed(seed)
          .checkpoints(checkpoints);
    }
  }
}
