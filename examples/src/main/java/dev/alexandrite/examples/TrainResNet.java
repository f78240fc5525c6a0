package dev.alexandrite.examples;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Split;
import dev.alexandrite.interop.Models;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.ResNetBuilder;
import dev.alexandrite.observe.RunFolders;
import dev.alexandrite.train.Recipes;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingRecipe;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains a residual network on a folder of photographs by its published recipe.
 *
 * <p>The recipe is torchvision's for ImageNet: random resized crops and flips, a rate of 0.1 for
 * batches of 256 that falls to a tenth at each third of 90 epochs. Another batch scales the rate in
 * proportion, another number of epochs keeps the thirds. With {@code --weights} the network begins
 * with those of a file, all but the last layer, and with a tenth of the rate.
 *
 * <pre>
 * examples/run TrainResNet --data imagenette --epochs 30 --size 128
 * examples/run TrainResNet --data imagenette --resume --page
 * examples/run TrainResNet --data photographs --weights resnet18.pth --epochs 6
 * examples/run TrainResNet --help
 * </pre>
 *
 * <p>Expected output, on processors a matter of hours from scratch: a line for each epoch, and
 *
 * <pre>
 * RESULT net=resnet18 top1=... epochs=30 checkpoint=runs/TrainResNet/001/...
 * </pre>
 */
public final class TrainResNet {
  private static final RunFolders RUNS = RunFolders.in(Path.of("runs", "TrainResNet"));
  private static final int PIXELS = 224;

  /** The networks that have a recipe for photographs. */
  private static final Map<String, String> NAMES = names();

  private TrainResNet() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        TrainResNet.class,
        "Trains a residual network on a folder of photographs by its published recipe.",
        TrainResNet::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    Optional<Path> data =
        options.path("data", "a folder with train/ and val/, or with a sub-folder for each class");
    String name = options.choice("net", "resnet18", NAMES, "the network");
    int size = options.integer("size", PIXELS, "height and width of the network's input");
    Optional<Path> weights =
        options.path("weights", "fine-tunes those of a file, such as torchvision's state dict");
    int epochs = options.integer("epochs", 90, "the rate falls to a tenth at each third of them");
    int batch = options.integer("batch", 64, "images of a step");
    Optional<Double> rate =
        options.number(
            "rate", "learning rate at the start; the recipe's × batch ÷ its batch otherwise");
    int seed = options.integer("seed", 1, "draws weights, order, crops and flips");
    RunOptions run = RunOptions.read(options, RUNS, "TrainResNet");
    options.complete();
    Split images =
        ImageData.folder(
            data.orElseThrow(
                () -> new OptionException("--data DIR is needed; --help lists the options")),
            seed);
    Model model = model(name, size).withClasses(images.train().classNames().size());
    TrainingRecipe recipe =
        Objects.requireNonNull(Recipes.byName().get(name), name).get().model(model);
    double scaled = recipe.optimizer().learningRate() * batch / recipe.batchSize();
    double start = rate.orElse(weights.isPresent() ? scaled / 10 : scaled);
    Trainer trainer =
        recipe
            .trainer()
            .data(images)
            .epochs(epochs)
            .batchSize(batch)
            .optimizer(
                Sgd.pytorch(start).momentum(0.9).weightDecay(recipe.optimizer().weightDecay()))
            .schedule(Schedules.step(Math.ceilDiv(epochs, 3), 0.1))
            .seed(seed);
    run.applyTo(trainer, images.validation(), out);
    try (Onlookers onlookers = run.open(trainer, out);
        TrainingResult result = fit(trainer, weights, model.network())) {
      onlookers.report(result, images.validation());
      out.println(
          Text.format(
              "RESULT net=%s top1=%.3f epochs=%d checkpoint=%s",
              name,
              onlookers.metered(result.classifier()).evaluate(images.validation()).top1(),
              result.history().size(),
              result.checkpoint().orElseThrow()));
    }
  }

  /** With the file's weights in all layers but the last, if there is a file. */
  private static TrainingResult fit(Trainer trainer, Optional<Path> weights, Network network) {
    if (weights.isEmpty()) {
      return trainer.fit();
    }
    WeightRule rule =
        WeightRule.exact()
            .exceptHead(network)
            .except(name -> name.endsWith(".num_batches_tracked"));
    try (WeightSource source = Models.weights(weights.get())) {
      return trainer.initialWeights(source, rule).fit();
    }
  }

  private static Model model(String name, int size) {
    Supplier<ResNetBuilder> preset = Objects.requireNonNull(ResNet.presets().get(name), name);
    return preset
        .get()
        .inputSize(size)
        .augment(Augment.randomResizedCrop(size), Augment.horizontalFlip())
        .build();
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    ResNet.presets().keySet().stream()
        .filter(Recipes.byName()::containsKey)
        .forEach(name -> names.put(name, name));
    return names;
  }
}
