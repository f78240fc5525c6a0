package dev.alexandrite.examples;

import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Trains Krizhevsky's networks for CIFAR-10 as he published them, several times with other seeds.
 *
 * <pre>
 * examples/run TrainCifar10 --data cifar-10-batches-bin --net 80sec --seeds 3
 *
 * --data DIR      the binary version, data_batch_1.bin to data_batch_5.bin and test_batch.bin
 * --net 80sec     80sec, 19pct, 18pct, 13pct or 11pct: his names, the published test error
 * --epochs N      by default his; another number keeps the proportions of the rates
 * --seeds 1       how many runs, with seeds 1, 2, ...
 * --images N      the first N images of each part only
 * --backend auto  cpu, scalar, cuda; --threads N
 * </pre>
 *
 * <p>Expected output: at most one line of progress a second, the test error of each run, and
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
   * @param arguments the options above
   */
  public static void main(String... arguments) {
    Example.start(TrainCifar10::run, arguments);
  }

  static void run(Options options, PrintStream out) {
    String net = options.text("net", "80sec");
    CifarRecipe recipe = options.choice("net", "80sec", CifarRecipe.BY_NAME);
    Path folder =
        options
            .path("data")
            .orElseThrow(
                () ->
                    new OptionException(
                        "--data DIR is needed: the folder cifar-10-batches-bin of CIFAR-10's binary"
                            + " version"));
    int images = options.integer("images", Integer.MAX_VALUE);
    double[] errors = new double[options.integer("seeds", 1)];
    Run run =
        new Run(
            recipe,
            options.integer("epochs", recipe.epochs()),
            options.text("backend", Execution.AUTO),
            options.integer("threads", Runtime.getRuntime().availableProcessors()),
            new FirstImages(Cifar10.train(folder), images),
            new FirstImages(Cifar10.test(folder), images),
            out);
    options.refuseUnknown();

    for (int i = 0; i < errors.length; i++) {
      errors[i] = run.testError(i + 1);
      out.println(Text.format("seed %d: test error %.4f", i + 1, errors[i]));
    }
    out.println(
        Text.format(
            "RESULT net=%s median_test_error=%.4f seeds=%d", net, median(errors), errors.length));
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
              .listener(new Progress(out, epochs));
      Views views = recipe.crops() ? Views.TEN : Views.CENTER;
      try (TrainingResult result = trainer.fit()) {
        return Evaluator.of(result.classifier()).evaluate(test, views).top1Error();
      }
    }
  }
}
