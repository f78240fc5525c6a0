package dev.alexandrite.train;

import dev.alexandrite.ComputePool;
import dev.alexandrite.Engines;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.data.Split;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Describes a training run and starts it. Every option is set at most once; options that contradict
 * each other are refused by the later call.
 *
 * <pre>{@code
 * TrainingResult run = Trainer.of(net).data(train).validation(held)
 *     .epochs(40).batchSize(64).optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
 *     .schedule(Schedules.dividePlateauBy(10)).checkpoints(dir).seed(1).fit();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Trainer {
  private static final String POOLED = "a pool brings its own threads";
  private static final String DRAWN = "sampling decides the order, too";

  private final TrainerOptions options;

  private Trainer(Model model) {
    this.options = new TrainerOptions(model);
  }

  /**
   * Begins the description of a run.
   *
   * @param model what to train
   * @return a trainer with the defaults
   */
  public static Trainer of(Model model) {
    return new Trainer(model);
  }

  /** Begins with a recipe's settings as the defaults. */
  static Trainer of(TrainingRecipe recipe) {
    Trainer trainer = new Trainer(recipe.model());
    trainer.options.begin(recipe);
    return trainer;
  }

  /**
   * Sets the training data. Required. Its {@link Dataset#task()} decides what is made small:
   * softmax and cross-entropy for one class an image; for several labels the mean over images and
   * labels of the binary cross-entropy of their sigmoids (PyTorch's {@code BCEWithLogitsLoss}); for
   * values the mean squared error ({@code MSELoss}). Auxiliary heads have the same loss.
   *
   * @param examples the labelled images
   * @return this trainer
   */
  public Trainer data(Dataset examples) {
    options.data = options.given("data", examples);
    return this;
  }

  /**
   * Sets the training data and the validation data, which is evaluated after every epoch.
   *
   * @param split both parts of a data set, such as {@code images.split(0.2, 1)}
   * @return this trainer
   */
  public Trainer data(Split split) {
    return data(split.train()).validation(split.validation());
  }

  /**
   * Sets the data that is evaluated after every epoch, on the centre crop. Default: none.
   *
   * @param examples labelled images that are not trained on, with the same class names
   * @return this trainer
   */
  public Trainer validation(Dataset examples) {
    options.validation = options.given("validation", examples);
    return this;
  }

  /**
   * Sets the length of the whole run, 10 by default.
   *
   * @param passes passes over the training data, at least 1
   * @return this trainer
   */
  public Trainer epochs(int passes) {
    options.epochs = options.count("epochs", passes);
    return this;
  }

  /**
   * Sets the batch size, 64 by default; the paper's is 128.
   *
   * @param examples examples a batch, at least 1
   * @return this trainer
   */
  public Trainer batchSize(int examples) {
    options.batchSize = options.count("batchSize", examples);
    return this;
  }

  /**
   * Sets the seed, 1 by default: the same seed gives the same weights, bit for bit.
   *
   * @param number any number
   * @return this trainer
   */
  public Trainer seed(long number) {
    options.once("seed");
    options.seed = number;
    return this;
  }

  /**
   * Sets the order of the training data, {@link Order#SHUFFLED} by default.
   *
   * @param examples the order
   * @return this trainer
   */
  public Trainer order(Order examples) {
    options.order = options.given("order", examples);
    options.excludes("order", "sampling", DRAWN);
    return this;
  }

  /**
   * Sets which images an epoch is made of, {@link Sampling#once()} by default. Others draw as many
   * with replacement, in an order of their own, anew in every epoch; they cannot be combined with
   * {@link #order}. Part of the run's description: a resumed run needs the same.
   *
   * @param images how they are chosen
   * @return this trainer
   */
  public Trainer sampling(Sampling images) {
    options.sampling = options.given("sampling", images);
    options.excludes("sampling", "order", DRAWN);
    return this;
  }

  /**
   * Sets the update rule; by default the paper's: rate 0.01, momentum 0.9, decay 5e-4.
   *
   * @param rule the rule
   * @return this trainer
   */
  public Trainer optimizer(Optimizer rule) {
    options.optimizer = options.given("optimizer", rule);
    options.requireMomentum();
    return this;
  }

  /**
   * Sets how the learning rate changes; constant by default.
   *
   * @param rates the schedule
   * @return this trainer
   */
  public Trainer schedule(Schedule rates) {
    options.schedule = options.given("schedule", rates);
    return this;
  }

  /**
   * Sets a loss computed on the host instead of softmax and cross-entropy. Cannot be combined with
   * {@link #labelSmoothing} and {@link #classWeights}; images have one class each.
   *
   * @param function the loss, the application's own or one of {@link Losses}
   * @return this trainer
   */
  public Trainer loss(Loss function) {
    options.once("loss");
    options.objective = options.objective.custom(function);
    return this;
  }

  /**
   * Spreads a part of each target over all classes (Szegedy et al., arXiv 1512.00567). Default 0.
   *
   * @param part the part, in [0, 1)
   * @return this trainer
   */
  public Trainer labelSmoothing(double part) {
    options.once("labelSmoothing");
    options.objective = options.objective.labelSmoothing(part);
    return this;
  }

  /**
   * Weighs the loss of every example by its class; a batch's mean divides by the sum of its
   * examples' weights. Default: equally. Label smoothing does not change an example's weight,
   * unlike in PyTorch, where each class's part of the target has the weight of that class. With
   * {@link #mixing} it is as in PyTorch, and the mean divides by the number of examples.
   *
   * @param weights one a class, above 0, in the order of the class names
   * @return this trainer
   */
  public Trainer classWeights(double... weights) {
    options.once("classWeights");
    options.objective = options.objective.classWeights(weights);
    return this;
  }

  /**
   * Weighs the presence of each label against its absence, where images have several labels: 3 for
   * a label that one image in four has makes both count alike. PyTorch's {@code pos_weight}.
   * Default: 1.
   *
   * @param weights one a label, above 0, in the order of the data's names
   * @return this trainer
   */
  public Trainer positiveWeights(double... weights) {
    options.once("positiveWeights");
    options.objective = options.objective.positiveWeights(weights);
    return this;
  }

  /**
   * Mixes each training image with another of its batch, after augmentation and normalisation.
   * Default: none. Cannot be combined with {@link #loss}. The training loss is that of mixed
   * images, and usually above the validation loss.
   *
   * @param pairs mixup, CutMix, or either at random
   * @return this trainer
   */
  public Trainer mixing(Mixing pairs) {
    options.once("mixing");
    options.objective = options.objective.mixing(pairs);
    return this;
  }

  /**
   * Averages the gradients of several batches before each update. Default 1. Each batch brings the
   * mean of its own images and counts as much as the others, so that an image of an epoch's short
   * last batch counts for more; the epoch's last update uses the batches that are left, even if
   * they are fewer than {@code batches}.
   *
   * @param batches batches an update, at least 1
   * @return this trainer
   */
  public Trainer accumulate(int batches) {
    options.once("accumulate");
    options.updates = options.updates.accumulate(batches);
    return this;
  }

  /**
   * Scales gradients down whose norm is too large. Default: never.
   *
   * @param limit the largest L2 norm of all gradients together, above 0
   * @return this trainer
   */
  public Trainer clipNorm(double limit) {
    options.once("clipNorm");
    options.updates = options.updates.clipNorm(limit);
    return this;
  }

  /**
   * Scales down the weights into a unit whose norm is too large (dropout paper, arXiv 1207.0580).
   * Default: never.
   *
   * @param limit the largest L2 norm of the weights into one unit, above 0
   * @return this trainer
   */
  public Trainer maxNorm(double limit) {
    options.once("maxNorm");
    options.updates = options.updates.maxNorm(limit);
    return this;
  }

  /**
   * Lets weights alone decay: no biases, and no scales and shifts of norms, whatever their layers
   * say (He et al. 2018, arXiv 1812.01187, section 3.1). Default: all of them decay as their layers
   * say.
   *
   * @return this trainer
   */
  public Trainer decayWeightsOnly() {
    options.once("decayWeightsOnly");
    options.updates = options.updates.decayingWeightsOnly();
    return this;
  }

  /**
   * Multiplies one layer's learning rate from an epoch on, on top of the schedule and of the
   * layer's own rates; the last factor that has begun counts. Factor 0 stops the layer: its
   * parameters keep their values, without decay or {@link #maxNorm}, while batch norms go on with
   * their statistics and gradients are computed; {@link #freeze(String...)} saves that. May be
   * called for several layers and epochs. Default: the schedule alone.
   *
   * @param layer the name of a layer with parameters
   * @param fromEpoch the first epoch, counted from 0
   * @param factor what the rate is multiplied by, 0 or above
   * @return this trainer
   */
  public Trainer layerLearningRate(String layer, int fromEpoch, double factor) {
    options.once("layerLearningRate of " + layer + " from epoch " + fromEpoch);
    options.updates =
        options.updates.layerLearningRate(new LayerLearningRate(layer, fromEpoch, factor));
    return this;
  }

  /**
   * Leaves layers as they are, such as those of imported weights. They neither move nor decay, are
   * not limited by {@link #maxNorm} or averaged, do not count in {@link #clipNorm}, and have no
   * optimiser state; gradients that nobody needs are not computed, so that the backward pass ends
   * at the first layer that is trained. Batch norms among them keep their running statistics, and
   * normalise by them in training too. Dropout is as in training everywhere. Default: none. May be
   * combined with the other ways to freeze, but not with {@link #layerLearningRate} of the same
   * layer; a resumed run needs the same layers frozen.
   *
   * @param layers names of layers that have parameters, or of composites, for all that is in them
   * @return this trainer
   * @throws dev.alexandrite.TrainingException if the network has none of a name, or nothing would
   *     be left to train
   */
  public Trainer freeze(String... layers) {
    return freeze("freeze by name", options.frozenLayers().named(List.of(layers)));
  }

  /**
   * Leaves layers as they are, as {@link #freeze(String...)} does, by a condition.
   *
   * @param condition true for the name of a layer to freeze; asked for those that have parameters
   * @return this trainer
   * @throws dev.alexandrite.TrainingException if it holds for no layer, or for all
   */
  public Trainer freeze(Predicate<String> condition) {
    return freeze("freeze by condition", options.frozenLayers().matching(condition));
  }

  /**
   * Leaves a layer and everything that it is computed from as they are, as {@link
   * #freeze(String...)} does: {@code freezeUpTo("fc7")} trains what comes behind {@code fc7}.
   *
   * @param layer the last layer, or composite, that is frozen; it need not have parameters itself
   * @return this trainer
   * @throws dev.alexandrite.TrainingException if the network has none of that name, none up to it
   *     has parameters, or nothing would be left to train
   */
  public Trainer freezeUpTo(String layer) {
    return freeze("freezeUpTo", options.frozenLayers().upTo(layer));
  }

  private Trainer freeze(String option, List<String> layers) {
    options.once(option);
    options.updates = options.updates.freeze(layers);
    options.frozenLayers().requireSomeTrained(options.updates.frozen());
    return this;
  }

  /**
   * Keeps a running average of the weights, which validation and the classifier use. So that a
   * short run is not held back by its initial weights, the past counts less at first: after n steps
   * its weight is {@code min(decay, (1 + n) / (10 + n))}, as in TensorFlow's {@code
   * ExponentialMovingAverage} with {@code num_updates}. Default: none.
   *
   * @param decay the weight of the past in the long run, in (0, 1), such as 0.999
   * @return this trainer
   */
  public Trainer averageWeights(double decay) {
    options.once("averageWeights");
    options.updates = options.updates.averageDecay(decay);
    return this;
  }

  /**
   * Ends the run when it no longer improves. Default: never.
   *
   * @param rule when to give up
   * @return this trainer
   */
  public Trainer earlyStop(EarlyStop rule) {
    options.earlyStop = options.given("earlyStop", rule);
    return this;
  }

  /**
   * Writes checkpoints at the end of every epoch and whenever the run ends: when it is cancelled,
   * interrupted or stopped, and when an image, a listener, a schedule, a metric or anything else
   * between two batches throws. After a failure within a batch, older checkpoints stand. A state
   * with numbers that are not finite is never written. Default: none. The run owns the folder until
   * it ends: that it can be written, and that no other run in this or another process writes there,
   * is checked before the first step, or the run is refused.
   *
   * @param directory the folder that holds them; created if missing
   * @return this trainer
   */
  public Trainer checkpoints(Path directory) {
    options.checkpoints = options.given("checkpoints", directory);
    return this;
  }

  /**
   * Writes checkpoints within epochs too. Needs {@link #checkpoints}.
   *
   * @param steps optimiser steps from one to the next, at least 1
   * @return this trainer
   */
  public Trainer checkpointEvery(long steps) {
    options.checkpointEvery = options.count("checkpointEvery", steps);
    return this;
  }

  /**
   * Sets how many of the latest checkpoints are kept, 2 by default. Kept as well are the best one
   * and the last that training has gone on from: weights may be finite and yet so large that the
   * next step is not. Deleted are the oldest, as far as Alexandrite wrote them: one that is a link,
   * or that holds other files, stays whole and is warned of once. Needs {@link #checkpoints}.
   *
   * @param count how many, at least 1
   * @return this trainer
   */
  public Trainer keepCheckpoints(int count) {
    options.keepCheckpoints = options.count("keepCheckpoints", count);
    return this;
  }

  /**
   * Goes on from the latest checkpoint that is whole, if there are any: the final weights are those
   * of a run that was never interrupted, bit for bit. Later ones that are damaged are passed over
   * with a warning that says why, and their steps are trained again. The run is refused where none
   * is whole, and where the latest whole one is of other options or a later format. Needs {@link
   * #checkpoints}.
   *
   * @return this trainer
   */
  public Trainer resume() {
    options.once("resume");
    return this;
  }

  /**
   * Starts from the weights of a checkpoint, with fresh optimiser state and counters. A resumed run
   * ignores it.
   *
   * @param checkpoint the folder of one checkpoint of the same network
   * @return this trainer
   */
  public Trainer initialWeights(Path checkpoint) {
    return initialWeights(checkpoint, WeightRule.exact());
  }

  /**
   * Starts from the weights of a checkpoint, but for what may differ: fine-tuning leaves the last
   * layer out, {@code WeightRule.exact().except("fc8")}, which then starts afresh. A resumed run
   * ignores it.
   *
   * @param checkpoint the folder of one checkpoint
   * @param rule what may differ between it and the network
   * @return this trainer
   */
  public Trainer initialWeights(Path checkpoint, WeightRule rule) {
    options.initialCheckpoint = options.given("initialWeights", checkpoint);
    options.initialRule = Objects.requireNonNull(rule, "rule");
    return this;
  }

  /**
   * Starts from weights that come from anywhere, with fresh optimiser state and counters. A resumed
   * run ignores them.
   *
   * @param source has every tensor of the network, and no other; it is read when the run begins and
   *     stays open
   * @return this trainer
   */
  public Trainer initialWeights(WeightSource source) {
    return initialWeights(source, WeightRule.exact());
  }

  /**
   * Starts from weights that come from anywhere, but for what may differ. {@link
   * TrainingResult#initialWeights()} says what was taken, {@link
   * dev.alexandrite.checkpoint.WeightReport#of} says it before the run. A resumed run ignores them.
   *
   * @param source it is read when the run begins and stays open
   * @param rule what may differ between it and the network
   * @return this trainer
   */
  public Trainer initialWeights(WeightSource source, WeightRule rule) {
    options.initialSource = options.given("initialWeights", source);
    options.initialRule = Objects.requireNonNull(rule, "rule");
    return this;
  }

  /**
   * Starts with momentum that comes from anywhere, such as {@code Checkpoint.momentum()} or another
   * library's solver state. Default: zero.
   *
   * @param momentum has a tensor for every trained parameter of the network, and no other, by the
   *     parameter's name, of its shape, and as {@link #initialMomentum(WeightSource, WeightRule)}
   *     says; it is read when the run begins and stays open
   * @return this trainer
   */
  public Trainer initialMomentum(WeightSource momentum) {
    return initialMomentum(momentum, WeightRule.exact());
  }

  /**
   * Starts with momentum that comes from anywhere, but for what may differ; what the rule leaves
   * out starts at zero. Needs {@link Sgd} with a momentum above 0. The values are the velocity
   * {@code v} as {@link Sgd} has it after the last step:
   *
   * <ul>
   *   <li>{@link Sgd.Form#PAPER}: what was added to the weights, {@code w += v}; the learning rate
   *       is in it. Caffe's solver state has the same with the other sign ({@code w -= history}).
   *   <li>{@link Sgd.Form#PYTORCH}: what was multiplied by the rate and subtracted, {@code w -=
   *       rate·v}; the rate is not in it. It is PyTorch's {@code momentum_buffer}.
   * </ul>
   *
   * <p>Both hold for Nesterov's momentum too. With the same weights, examples and rate a run goes
   * on as if it had not been interrupted. A resumed run ignores it.
   *
   * @param momentum it is read when the run begins and stays open
   * @param rule what may differ between it and the network
   * @return this trainer
   * @throws dev.alexandrite.TrainingException if the optimiser that was chosen has no momentum; one
   *     that is chosen later is refused then
   */
  public Trainer initialMomentum(WeightSource momentum, WeightRule rule) {
    options.initialMomentum =
        new InitialWeights(
            options.given("initialMomentum", momentum), Objects.requireNonNull(rule, "rule"));
    options.requireMomentum();
    return this;
  }

  /**
   * Adds a measure of the validation data.
   *
   * @param metric the measure
   * @return this trainer
   * @throws dev.alexandrite.TrainingException if there is one of that name already
   */
  public Trainer metric(Metric metric) {
    options.add(metric);
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener is told of every step and epoch
   * @return this trainer
   */
  public Trainer listener(TrainingListener listener) {
    options.listeners.add(listener);
    return this;
  }

  /**
   * Chooses the backend, {@code auto} by default.
   *
   * @param name {@code cpu}, {@code scalar}, {@code cuda}, a third party's, or {@code auto}
   * @return this trainer
   */
  public Trainer backend(String name) {
    options.backend = options.given("backend", name);
    return this;
  }

  /**
   * Trains on several devices. On the backend {@code cpu} the result does not depend on their
   * number, unless {@link #parallelism} divides layers; elsewhere sums over a batch have another
   * order. Default: one.
   *
   * @param count how many, at least 1; at most 8 where batches are divided
   * @return this trainer
   */
  public Trainer devices(int count) {
    return devices(Devices.of(count));
  }

  /**
   * Trains on several devices, with links of a given speed or other patience.
   *
   * @param several the devices
   * @return this trainer
   */
  public Trainer devices(Devices several) {
    options.devices = options.given("devices", several);
    return this;
  }

  /**
   * Sets how the network is divided among several devices, {@link Parallelism#DATA} by default.
   *
   * @param scheme what is divided
   * @return this trainer
   */
  public Trainer parallelism(Parallelism scheme) {
    options.parallelism = options.given("parallelism", scheme);
    return this;
  }

  /**
   * Sets the computing threads, by default one a processor, shared out among the devices. The
   * result does not depend on it. Cannot be combined with {@link #computePool}.
   *
   * @param count how many, at least 1
   * @return this trainer
   */
  public Trainer threads(int count) {
    options.threads = options.count("threads", count);
    options.excludes("threads", "computePool", POOLED);
    return this;
  }

  /**
   * Computes on a pool that the application shares out and closes itself, after the run and its
   * result's classifier. Default: the run has threads of its own. The result does not depend on it.
   * Cannot be combined with {@link #threads}.
   *
   * @param pool the pool, open
   * @return this trainer
   */
  public Trainer computePool(ComputePool pool) {
    options.computePool = options.given("computePool", pool);
    options.excludes("computePool", "threads", POOLED);
    return this;
  }

  /**
   * Sets the threads that decode and augment images, by default one for every two processors. The
   * result does not depend on it.
   *
   * @param count how many, at least 1
   * @return this trainer
   */
  public Trainer loaderThreads(int count) {
    options.loaderThreads = options.count("loaderThreads", count);
    return this;
  }

  /**
   * Keeps decoded and resized images in memory from epoch to epoch, training and validation images
   * together. With a {@link dev.alexandrite.augment.RandomResizedCrop}, which is cut from the
   * original, training images are kept as decoded, several times as large as a rule. Those that
   * find no room are decoded every time. Default: none are kept. The result does not depend on it.
   *
   * @param bytes the most bytes of pixels to keep, at least 1
   * @return this trainer
   */
  public Trainer cacheImages(long bytes) {
    options.cacheBytes = options.count("cacheImages", bytes);
    return this;
  }

  /**
   * Trains in less memory and more time: of the forward pass only what leaves a segment is kept,
   * and right before its turn in the backward pass a segment is computed again (Chen et al., arXiv
   * 1604.06174). The planner chooses the segments, by the network and the batch size, so that the
   * step's activations and gradients take the least; where that is no less than without, nothing is
   * computed again. {@link #memory()} says what it comes to. Weights, optimiser state and running
   * statistics take what they took. On the backends {@code cpu} and {@code scalar} the result does
   * not depend on it, bit for bit: dropout draws the same masks again, and batch normalisation
   * counts a batch once. A resumed run may have it or not. Default: everything is kept.
   *
   * @return this trainer
   */
  public Trainer recompute() {
    options.once("recompute");
    return this;
  }

  /**
   * Sets where the engine and backends are looked for; by default where this class came from.
   *
   * @param loader the class loader
   * @return this trainer
   */
  public Trainer classLoader(ClassLoader loader) {
    options.classLoader = options.given("classLoader", loader);
    return this;
  }

  /**
   * On Ctrl-C, ends the run cleanly: the process exits once the step is done and the checkpoint is
   * written. Default: Ctrl-C ends the process at once, and only older checkpoints remain.
   *
   * @return this trainer
   */
  public Trainer stopOnInterrupt() {
    options.once("stopOnInterrupt");
    return this;
  }

  /**
   * What this trainer was told so far, with the defaults of the rest. Nothing is read, allocated or
   * claimed for it, and the trainer can be told more afterwards.
   *
   * @return the description that {@link #fit()} hands to the engine
   * @throws dev.alexandrite.TrainingException if the options do not fit together
   */
  public TrainingConfig config() {
    return options.config();
  }

  /**
   * What the run will need, known before any of it is allocated: it is planned for it on its
   * backend, and that is all.
   *
   * @return the memory, as {@link TrainingListener#onStart} is told of it
   * @throws dev.alexandrite.TrainingException if the options do not fit together
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable
   */
  public MemoryReport memory() {
    TrainingConfig config = config();
    try (MemoryEstimator estimator =
        Engines.load(TrainingEngine.class, config.execution().classLoader()).estimator(config)) {
      return estimator.at(config.batchSize());
    }
  }

  /**
   * Trains on the calling thread and returns when the run has ended. To interrupt the thread, as
   * {@link java.util.concurrent.ExecutorService#shutdownNow} does, cancels the run: it ends after
   * the step it is in, or at once where it waits for an image, writes its checkpoint, and returns a
   * result with {@link StopReason#CANCELLED}; the thread's interrupt flag is set again.
   *
   * @return the result
   * @throws dev.alexandrite.TrainingException if the options do not fit together, or the loss, the
   *     weights or what the optimiser keeps are no longer finite
   * @throws dev.alexandrite.DataException if an image cannot be used
   * @throws dev.alexandrite.BackendException if the backend is unknown or unavailable
   * @throws dev.alexandrite.CheckpointException if a checkpoint cannot be resumed, or initial
   *     weights do not fit the network or cannot be read; a checkpoint that cannot be written is a
   *     warning, see {@link TrainingResult#unsaved()}
   */
  public TrainingResult fit() {
    return options.launcher().run(new AtomicBoolean());
  }

  /**
   * Prepares one batch as the run would get it, to be looked at: the same images in the same order,
   * augmented in the same way, to the bit. Nothing is trained. The first pass over the data that a
   * mean image or colour noise needs is made each time.
   *
   * @param epoch the epoch, from 0
   * @param batch the batch in it, from 0
   * @return the batch
   * @throws dev.alexandrite.TrainingException if the options do not fit together, or the run has no
   *     such batch
   * @throws dev.alexandrite.DataException if an image cannot be used
   */
  public TrainingBatch preview(int epoch, int batch) {
    return options.launcher().preview(epoch, batch);
  }

  /**
   * Trains on a thread of its own. The options are checked before this returns.
   *
   * @return the run, which can be cancelled
   * @throws dev.alexandrite.TrainingException if the options do not fit together
   */
  public TrainingRun fitAsync() {
    return options.launcher().start();
  }

  @Override
  public String toString() {
    return "trainer of " + options;
  }
}
