package dev.alexandrite.cli;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Split;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained, on what and how; the commands say where it goes. */
final class TrainingOptions {
  private static final int DRAWN_PIXELS = 32;
  private static final String DEFAULT_NET = "tiny";
  private static final double NEW_HEAD_RATE = 10;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with train/ and val/, or one with a sub-folder for each class, of which a fifth"
              + " is held out, or CIFAR-10's binary files. Shapes are drawn otherwise.")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--drawn",
      paramLabel = "N",
      description = "How many shapes are drawn to train on, 6000 by default.")
  Optional<Integer> drawn = Optional.empty();

  @Option(
      names = "--epochs",
      defaultValue = "12",
      paramLabel = "N",
      description = "Passes over the training images, ${DEFAULT-VALUE} by default.")
  int epochs = 12;

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "Images of a step, ${DEFAULT-VALUE} by default.")
  int batch = 64;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Of weights, order, augmentation and split; the same seed, the same bits.")
  long seed = 1;

  @Mixin OptimizerOptions optimizer = new OptimizerOptions();
  @Mixin NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Share of a label that goes to the other classes; none by default.")
  Optional<Double> labelSmoothing = Optional.empty();

  @Mixin ModelOptions model = new ModelOptions();

  @Option(
      names = "--freeze-up-to",
      paramLabel = "LAYER",
      description = "With --model: the last layer that does not learn; none by default.")
  Optional<String> freezeUpTo = Optional.empty();

  @Option(
      names = "--head-rate",
      paramLabel = "FACTOR",
      description =
          "With --model: how much faster the last layer learns; by default 10, where it starts"
              + " afresh since the classes are others than the model's, else 1.")
  Optional<Double> headRate = Optional.empty();

  @Mixin ExecutionOptions execution = new ExecutionOptions();

  @Option(
      names = "--devices",
      defaultValue = "1",
      paramLabel = "N",
      description = "How many; on processors, threads stand for them.")
  int devices = 1;

  @Option(
      names = "--parallelism",
      defaultValue = "data",
      paramLabel = "SCHEME",
      description = "What the devices divide: data (the default), towers or hybrid.")
  Parallelism parallelism = Parallelism.DATA;

  /**
   * A trainer with all of it.
   *
   * @param trainer to which listeners and folders may be added
   * @param model what it trains
   * @param images what it sees
   * @param pretrained where its weights come from, open as long as it trains
   */
  record Setup(Trainer trainer, Model model, Split images, Optional<LoadedModel> pretrained)
      implements AutoCloseable {
    @Override
    public void close() {
      pretrained.ifPresent(LoadedModel::close);
    }
  }

  private final List<String> notes = new ArrayList<>();

  /** What whoever trains with these options ought to know; complete once they are open. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Reads data and weights; what an option cannot be is told as wrong usage. */
  Setup open(Subcommand command) {
    requireTogether();
    optimizer.decideRate(batch).ifPresent(notes::add);
    Split images = images();
    advice(images).ifPresent(notes::add);
    int classes = images.train().classNames().size();
    Optional<LoadedModel> pretrained =
        model.model.map(path -> model.load(path, model.net.map(NamedNet::whole), command));
    try {
      Model chosen =
          pretrained.isPresent()
              ? pretrained.get().recipe().withClasses(classes)
              : fresh().withClasses(classes);
      Trainer trainer = trainer(chosen, images);
      pretrained.ifPresent(
          loaded -> startFrom(loaded.pretrained(), chosen, images.train().classNames(), trainer));
      return new Setup(trainer, chosen, images, pretrained);
    } catch (AlexandriteException | IllegalArgumentException e) {
      pretrained.ifPresent(LoadedModel::close);
      throw new UsageException(OptionNames.in(String.valueOf(e.getMessage())), e);
    }
  }

  private void requireTogether() {
    if (data.isPresent() && drawn.isPresent()) {
      throw new UsageException("--drawn N is for drawn shapes; with --data DIR leave it out");
    }
    if (model.model.isPresent() && !network.changes().isEmpty()) {
      throw new UsageException(
          "--size, --dropout, --initializer and --biases are for a network that starts afresh; with"
              + " --model PATH leave them out");
    }
    if (model.model.isEmpty() && (freezeUpTo.isPresent() || headRate.isPresent())) {
      throw new UsageException(
          "--freeze-up-to and --head-rate need --model PATH, the weights to start from");
    }
    if (model.model.isEmpty()) {
      model.requireNoFile();
    }
  }

  private Split images() {
    int pixels = network.size.orElse(DRAWN_PIXELS);
    if (data.isPresent()) {
      return Images.split(data.get(), seed);
    }
    try {
      return Images.drawn(drawn.orElse(6000), pixels, seed);
    } catch (AlexandriteException | IllegalArgumentException e) {
      throw new UsageException("--drawn, --size: " + e.getMessage(), e);
    }
  }

  private Model fresh() {
    Model named = net().model(network.changes());
    return new Recipe(named.network(), model.pipeline(named.pipeline()));
  }

  private NamedNet net() {
    return model.net.orElseGet(() -> new NamedNet.Converter().convert(DEFAULT_NET));
  }

  /** What whoever has few photographs would not think of. */
  private Optional<String> advice(Split images) {
    int count = images.train().size();
    return count > batch || batch == 1
        ? Optional.empty()
        : Optional.of(
            "all "
                + count
                + " images are one batch of at most "
                + batch
                + ", one step an epoch; a smaller --batch, such as 8, learns more in as many"
                + " epochs, at a --rate that is lower in proportion, as it is by default");
  }

  private Trainer trainer(Model chosen, Split images) {
    Trainer trainer =
        Trainer.of(chosen)
            .data(images)
            .epochs(epochs)
            .batchSize(batch)
            .optimizer(optimizer.optimizer())
            .schedule(optimizer.schedule(epochs))
            .order(order())
            .seed(seed)
            .backend(execution.backend)
            .devices(devices)
            .parallelism(parallelism);
    execution.threads.ifPresent(trainer::threads);
    labelSmoothing.ifPresent(trainer::labelSmoothing);
    return trainer;
  }

  /** The released code went through its training files in one order, see the preset. */
  private Order order() {
    boolean released = model.model.isEmpty() && net().name().equals("release2012");
    return released ? Order.SHUFFLED_ONCE : Order.SHUFFLED;
  }

  /** For other classes than the model's, the last layer starts afresh and learns faster. */
  private void startFrom(
      PretrainedModel loaded, Model chosen, List<String> classNames, Trainer trainer) {
    boolean same = loaded.classNames().equals(classNames);
    WeightRule rule = same ? loaded.rule() : loaded.rule().exceptHead(loaded.recipe().network());
    trainer.initialWeights(loaded.weights(), rule);
    headRate
        .or(() -> same ? Optional.empty() : Optional.of(NEW_HEAD_RATE))
        .ifPresent(rate -> trainer.layerLearningRate(chosen.network().head(), 0, rate));
    freezeUpTo.ifPresent(trainer::freezeUpTo);
  }
}
