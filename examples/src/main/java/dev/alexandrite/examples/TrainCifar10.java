package dev.alexandrite.examples;

import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Trains Krizhevsky's networks for CIFAR-10 as he published them, several times with other seeds.
 *
 * <pre>
 * examples/run TrainCifar10 --data cifar-10-batches-bin --net 80sec --seeds 3
 * examples/run TrainCifar10 --help
 * </pre>
 *
 * <p>Expected output: a line for each epoch, on a terminal below them one that rewrites itself, the
 * test error of each run, and
 *
 * <pre>
 * RESULT net=80sec median_test_error=0.26xx seeds=3
 * </pre>
 */
public final class TrainCifar10 {
  private TrainCifar10() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        TrainCifar10.class,
        "Trains Krizhevsky's networks for CIFAR-10 as he published them, several times with other"
            + " seeds.",
        TrainCifar10::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    CifarFolder data = CifarFolder.read(options);
    CifarRecipe recipe =
        options.choice(
            "net", "80sec", CifarRecipe.BY_NAME, "his names, with the published test error");
    Optional<Integer> epochs =
        options.integer(
            "epochs", "his otherwise; another number keeps the proportions of the rates");
    int seeds = options.integer("seeds", 1, "how many runs, with seeds 1, 2, ...");
    Optional<Integer> first = options.integer("images", "the first N images of each part only");
    String backend =
        options.text("backend", Execution.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j");
    int threads =
        options.integer(
            "threads", Runtime.getRuntime().availableProcessors(), "how many threads compute");
    options.complete();
    Path folder = data.required();

    int images = first.orElse(Integer.MAX_VALUE);
    double[] errors = new double[seeds];
    Run run =
        new Run(
            recipe,
            epochs.orElse(recipe.epochs()),
            backend,
            threads,
            new FirstImages(Cifar10.train(folder), images),
            new FirstImages(Cifar10.test(folder), images),
            out);
    for (int i = 0; i < errors.length; i++) {
      errors[i] = run.testError(i + 1);
      out.println(Text.format("seed %d: test error %.4f", i + 1, errors[i]));
    }
    out.println(
        Text.format(
            "RESULT net=%s median_test_error=%.4f seeds=%d",
            recipe.name(), median(errors), errors.length));
  }

  private static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** What is the same for every seed. */
  private record Run(
      CifarRecipe recipe,
      int epochs,
      String backend,
      int threads,
      Dataset train,
      Dataset test,
      PrintStream out) {
    double testError(int seed) {
      Schedule schedule = Schedules.milestones(0.1, recipe.drops(epochs));
      Trainer trainer =
          Trainer.of(recipe.model().get())
              .data(train)
              .validation(test)
              .epochs(epochs)
              .batchSize(128)
              // Each layer scales this decay of 1 by its own, see CifarNets.
              .optimizer(Sgd.paper(0.001).momentum(0.9).weightDecay(1))
              .schedule(schedule)
              .seed(seed)
              .backend(backend)
              .threads(threads)
              .listener(ProgressBar.on(out));
      Views views = recipe.crops() ? Views.TEN : Views.CENTER;
      try (TrainingResult result = trainer.fit()) {
        return Evaluator.of(result.classifier()).evaluate(test, views).top1Error();
      }
    }
  }
}
