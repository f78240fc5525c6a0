package dev.alexandrite.examples;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Split;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.Presets;
import dev.alexandrite.observe.RunFolders;
import dev.alexandrite.train.Schedule;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Trains an AlexNet on a folder of photographs, or on images drawn at run time.
 *
 * <p>With {@code --net} it is a network of any other family, with the same options.
 *
 * <pre>
 * examples/run TrainAlexNet
 * examples/run TrainAlexNet --page --report report.html
 * examples/run TrainAlexNet --metrics 9464
 * examples/run TrainAlexNet --data DIR --preset torchvision --epochs 26
 * examples/run TrainAlexNet --data DIR --net mobilenetV2 --size 128
 * examples/run TrainAlexNet --help
 * </pre>
 *
 * <p>Without options it takes a minute or two on two cores. Expected output: the layers, one line
 * of memory, a line for each epoch, on a terminal below them one that rewrites itself, and at the
 * end
 *
 * <pre>
 * RESULT top1=0.9xx top5=0.9xx checkpoint=runs/TrainAlexNet/001/...
 * </pre>
 *
 * where the network sees crops of larger pictures, after a line {@code TEN VIEWS top1=...
 * top5=...}. The folder of the checkpoints also gets {@code metrics.jsonl} and {@code epochs.csv},
 * the numbers of the run.
 */
public final class TrainAlexNet {
  static final RunFolders RUNS = RunFolders.in(Path.of("runs", "TrainAlexNet"));

  static final Map<String, Supplier<AlexNetBuilder>> PRESETS = new TreeMap<>(AlexNet.presets());

  private static final Map<String, Initializer> INITIALIZERS =
      new TreeMap<>(
          Map.of(
              "he", new Initializer.HeNormal(),
              "half", new Initializer.ScaledNormal(0.5),
              "xavier", new Initializer.XavierNormal(),
              "pytorch", new Initializer.PytorchDefault(),
              "paper", new Initializer.Gaussian(0.01)));

  private TrainAlexNet() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        TrainAlexNet.class,
        "Trains an AlexNet on a folder of photographs, or on images drawn at run time.",
        TrainAlexNet::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    int seed = options.integer("seed", 1, "draws images, weights and order");
    int epochs = options.integer("epochs", 12, "passes over the training images");
    String preset = preset(options);
    Optional<Integer> size =
        options.integer("size", "height and width of the network's input, the preset's otherwise");
    Split images = images(options, size.orElse(32), seed);
    ModelBuilder<?> builder = Objects.requireNonNull(Presets.builders().get(preset)).get();
    builder.classes(images.train().classNames().size());
    size.ifPresent(builder::inputSize);
    Model net = network(options, builder);
    Trainer trainer =
        Trainer.of(net)
            .data(images.train())
            .validation(images.validation())
            .epochs(epochs)
            .batchSize(options.integer("batch", 64, "images of a step"))
            .optimizer(
                Sgd.paper(options.number("rate", 0.01, "learning rate at the start"))
                    .momentum(0.9)
                    .weightDecay(options.number("decay", 5e-4, "weight decay")))
            .schedule(schedule(options, epochs))
            .order(order(preset))
            .seed(seed);
    RunOptions run = RunOptions.read(options, RUNS, "TrainAlexNet");
    options.complete();
    run.applyTo(trainer, images.validation(), out);

    out.println(net.network().summary());
    try (Onlookers onlookers = run.open(trainer, out);
        TrainingResult result = trainer.fit()) {
      onlookers.report(result, images.validation());
      report(
          out,
          net.pipeline(),
          Evaluator.of(onlookers.metered(result.classifier())),
          images,
          result);
    }
  }

  /** The name of the network: an AlexNet, or any that has a builder. */
  private static String preset(Options options) {
    Optional<String> alexNet =
        options.choice("preset", names(PRESETS.keySet()), "the AlexNet, tiny otherwise");
    Optional<String> any =
        options.choice(
            "net", names(Presets.builders().keySet()), "the network, of whatever family");
    if (alexNet.isPresent() && any.isPresent()) {
      throw new OptionException(
          "--preset and --net both choose the network: leave one of them out");
    }
    return any.or(() -> alexNet).orElse("tiny");
  }

  private static Map<String, String> names(Set<String> all) {
    Map<String, String> names = new LinkedHashMap<>();
    all.forEach(name -> names.put(name, name));
    return names;
  }

  private static Split images(Options options, int drawnSize, int seed) {
    Optional<Path> folder =
        options.path(
            "data",
            "a folder with train and val, or one with a fifth to be held out; images are drawn"
                + " otherwise");
    int training = options.integer("images", 6000, "how many training images are drawn");
    return folder
        .map(path -> ImageData.folder(path, seed))
        .orElseGet(() -> ImageData.drawn(training, 1000, drawnSize, seed));
  }

  private static Model network(Options options, ModelBuilder<?> builder) {
    options
        .number("dropout", "share of units that are dropped, the preset's otherwise")
        .ifPresent(builder::dropout);
    options
        .choice(
            "initializer",
            INITIALIZERS,
            "initial weights, the preset's otherwise; N(0, v), v = 2 / fanIn (he), 0.5 / fanIn"
                + " (half), 2 / (fanIn + fanOut) (xavier), 0.0001 (paper), or uniform (pytorch)")
        .ifPresent(builder::initializer);
    options
        .number("biases", "initial biases, the preset's otherwise")
        .ifPresent(biases -> builder.biases(new Initializer.Constant(biases)));
    return builder.build();
  }

  private static Schedule schedule(Options options, int epochs) {
    return options.choice(
        "schedule",
        "cosine",
        new TreeMap<>(
            Map.of(
                "cosine", Schedules.cosine(),
                "drop", Schedules.milestones(0.1, epochs * 7 / 10, epochs * 9 / 10 + 1),
                "plateau", Schedules.dividePlateauBy(10))),
        "how the learning rate falls; drop is to a tenth at 70 and 90 %");
  }

  /** The released code went through its training files in one order, see the preset. */
  private static Order order(String preset) {
    return preset.equals("release2012") ? Order.SHUFFLED_ONCE : Order.SHUFFLED;
  }

  private static void report(
      PrintStream out,
      InputPipeline pipeline,
      Evaluator evaluator,
      Split images,
      TrainingResult result) {
    if (pipeline.resize().resizedHeight() > pipeline.cropHeight()) {
      out.println("TEN VIEWS " + line(evaluator.evaluate(images.validation(), Views.TEN)));
    }
    EvaluationReport center = evaluator.evaluate(images.validation(), Views.CENTER);
    String checkpoint = result.checkpoint().map(Path::toString).orElse("none");
    out.println("RESULT " + line(center) + " checkpoint=" + checkpoint);
  }

  private static String line(EvaluationReport report) {
    return Text.format("top1=%.3f top5=%.3f", report.top1(), report.top5());
  }
}
