package dev.alexandrite.examples;

import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.observe.RunFolders;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.Recipes;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingRecipe;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Trains a residual network on CIFAR-10 by its paper's recipe.
 *
 * <p>He et al. 2015, section 4.2: batches of 128 crops of 32×32 pixels out of 40×40, flips, the
 * mean of every pixel subtracted, a learning rate of 0.1, a tenth of it after half and again after
 * three quarters of 64,000 steps. Its 110 layers begin with a warm-up, which is not in the recipe.
 *
 * <pre>
 * examples/run TrainCifarResNet --data cifar-10-batches-bin --depth 20
 * examples/run TrainCifarResNet --data cifar-10-batches-bin --resume
 * examples/run TrainCifarResNet --help
 * </pre>
 *
 * <p>Expected output, a matter of hours: a line for each epoch, and the test error after the last
 * of them, in the paper 0.0875 for 20 layers:
 *
 * <pre>
 * RESULT depth=20 test_error=0.08xx checkpoint=runs/TrainCifarResNet/001/step-00064124
 * </pre>
 */
public final class TrainCifarResNet {
  private static final List<Integer> DEPTHS = List.of(20, 32, 44, 56);

  private static final RunFolders RUNS = RunFolders.in(Path.of("runs", "TrainCifarResNet"));

  private TrainCifarResNet() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        TrainCifarResNet.class,
        "Trains a residual network on CIFAR-10 by its paper's recipe.",
        TrainCifarResNet::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    CifarFolder data = CifarFolder.read(options);
    int depth =
        options.choice(
            "depth",
            "20",
            DEPTHS.stream()
                .collect(
                    Collectors.toMap(
                        String::valueOf, Function.identity(), (a, b) -> a, TreeMap::new)),
            "how many layers have weights");
    TrainingRecipe recipe = Recipes.cifarResnetPaper(depth);
    int epochs =
        options.integer(
            "epochs", recipe.epochs(), "another number keeps the proportions of the rates");
    Optional<Integer> first = options.integer("images", "the first N images of each part only");
    int images = first.orElse(Integer.MAX_VALUE);
    int seed = options.integer("seed", 1, "draws weights, order, crops and flips");
    RunOptions run = RunOptions.read(options, RUNS, "TrainCifarResNet");
    options.complete();
    Path folder = data.required();
    Dataset test = new FirstImages(Cifar10.test(folder), images);
    Trainer trainer =
        recipe
            .trainer()
            .data(new FirstImages(Cifar10.train(folder), images))
            .validation(test)
            // The test images only draw the curve: the weights are those of the last epoch.
            .earlyStop(EarlyStop.of(epochs).restoreBest(false))
            .keepCheckpoints(1)
            .seed(seed);
    if (epochs != recipe.epochs() || first.isPresent()) {
      trainer.epochs(epochs).schedule(Schedules.milestones(0.1, drops(epochs)));
    }
    run.applyTo(trainer, test, out);
    try (Onlookers onlookers = run.open(trainer, out);
        TrainingResult result = trainer.fit()) {
      onlookers.report(result, test);
      double error =
          Evaluator.of(onlookers.metered(result.classifier()))
              .evaluate(test, Views.CENTER)
              .top1Error();
      out.println(
          Text.format(
              "RESULT depth=%d test_error=%.4f checkpoint=%s",
              depth, error, result.checkpoint().orElseThrow()));
    }
  }

  /** After half and three quarters of the steps, at the end of an epoch. */
  private static int[] drops(int epochs) {
    return Stream.of(epochs / 2, epochs * 3 / 4)
        .mapToInt(Integer::intValue)
        .filter(epoch -> epoch > 0)
        .distinct()
        .toArray();
  }
}
