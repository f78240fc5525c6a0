package dev.alexandrite.observe.tensorboard;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.model.Network;
import dev.alexandrite.observe.file.Pace;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes event files that TensorBoard shows: {@code tensorboard --logdir DIR}.
 *
 * <ul>
 *   <li>scalars {@code train/loss}, {@code train/learning_rate}, {@code train/images_per_second}
 *       and {@code train/wait_share} at most once a second, and at the end of every epoch {@code
 *       epoch/train_loss}, {@code epoch/validation_loss}, {@code epoch/top1}, {@code epoch/top5}
 *       and {@code epoch/} with the name of each metric; the axis is the optimiser's step
 *   <li>at the end of every epoch a histogram {@code weights/} of every parameter and running
 *       statistic, and {@code filters}, the filters of the first convolution as a picture
 *   <li>at the start the graph of the network and the hyperparameters
 *   <li>with {@link #samples}, pictures as the network sees them, and with {@link #layers}
 *       histograms {@code activations/} of what layers put out for these and {@code gradients/} of
 *       their labels' score by that
 * </ul>
 *
 * <p>A resumed run begins another file in the same folder, which tells TensorBoard to forget what
 * was beyond the step that it goes on from. A run that begins afresh is refused where there are
 * event files already: TensorBoard takes a folder for one run. If the disk is full, the run goes
 * on, with one warning in the log.
 *
 * <p>Settings are changed by copies.
 */
public final class TensorBoard implements TrainingListener {
  private static final int START = 1;

  private final Path folder;
  private final Duration interval;
  private final boolean histograms;
  private final Samples samples;

  private @Nullable EventFile file;
  private @Nullable Look look;
  private Pace pace;
  private long step;

  private TensorBoard(Path folder, Duration interval, boolean histograms, Samples samples) {
    this.folder = folder;
    this.interval = interval;
    this.histograms = histograms;
    this.samples = samples;
    this.pace = new Pace(interval);
  }

  /**
   * Writes into a folder, one for each run; below it, the name of the run is the folder's.
   *
   * @param folder where event files go; it is made
   * @return the listener, for one run at a time
   */
  public static TensorBoard to(Path folder) {
    return new TensorBoard(folder, Duration.ofSeconds(1), true, Samples.NONE);
  }

  /**
   * Writes the scalars of steps more or less often.
   *
   * @param least the least time between two; zero writes every step
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public TensorBoard interval(Duration least) {
    return new TensorBoard(folder, Pace.checked(least), histograms, samples);
  }

  /**
   * Whether there are histograms of weights. Each takes a copy of its parameter on the heap for a
   * moment; a parameter for which the heap is too tight is left out, and named in the log.
   *
   * @param on true by default
   * @return a changed copy
   */
  public TensorBoard histograms(boolean on) {
    return new TensorBoard(folder, interval, on, samples);
  }

  /**
   * Shows the first images of a data set as the network sees them, once at the start, after
   * resizing, centre crop and normalisation; the lowest value of each is black.
   *
   * @param images labelled images
   * @param count how many, at least 1 and no more than there are
   * @return a changed copy
   * @throws IllegalArgumentException if there are not as many
   */
  public TensorBoard samples(Dataset images, int count) {
    return new TensorBoard(folder, interval, histograms, samples.images(images, count));
  }

  /**
   * Looks into layers at the end of every epoch, for the images of {@link #samples}.
   *
   * @param layers their names
   * @return a changed copy
   */
  public TensorBoard layers(String... layers) {
    return new TensorBoard(folder, interval, histograms, samples.layers(List.of(layers)));
  }

  /**
   * Begins the file.
   *
   * @throws dev.alexandrite.TrainingException if it cannot be written, the folder has events of
   *     another run, or layers were named and no samples
   * @throws dev.alexandrite.InvalidModelException if the network has no layer of a name
   */
  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    Network network = run.config().model().network();
    samples.require(network);
    boolean first = EventFile.existing(folder).isEmpty();
    if (!first) {
      requireLeave(run);
    }
    EventFile events = EventFile.begin(folder);
    file = events;
    look = new Look(run, memory, histograms, samples);
    pace = new Pace(interval);
    step = run.step();
    if (first) {
      events.writeGraph(step, NetworkGraph.of(network));
    } else {
      // What was seen at this step or later is forgotten; this step itself is behind the run.
      events.write(step + 1, EventFile.SESSION_LOG, new Message().integer(1, START));
    }
    write(Hyperparameters.start(run.config()));
    write(look.atStart());
  }

  private void requireLeave(RunControl run) {
    CheckpointPolicy policy = run.config().checkpoints();
    if (policy == null || !policy.resume()) {
      throw new TrainingException(
          "folder "
              + folder
              + " has event files already, and this run begins afresh; give TensorBoard a folder"
              + " for each run, or go on with the other one by Trainer.resume()");
    }
  }

  @Override
  public void onStep(StepReport report) {
    step = report.step();
    if (pace.isDue()) {
      write(
          new Summaries()
              .scalar("train/loss", report.loss())
              .scalar("train/learning_rate", report.learningRate())
              .scalar("train/images_per_second", report.imagesPerSecond())
              .scalar("train/wait_share", report.waitShare()));
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    Summaries epoch = new Summaries().scalar("epoch/train_loss", report.trainLoss());
    report.validation().ifPresent(validation -> add(epoch, validation));
    write(epoch);
    if (look != null && file != null) {
      look.atEpoch().forEach(this::write);
      file.sync();
    }
  }

  private static void add(Summaries epoch, EvaluationReport validation) {
    epoch.scalar("epoch/validation_loss", validation.loss());
    if (validation.ranked()) {
      epoch.scalar("epoch/top1", validation.top1()).scalar("epoch/top5", validation.top5());
    }
    new TreeMap<>(validation.metrics())
        .forEach((name, value) -> epoch.scalar("epoch/" + name, value));
  }

  @Override
  public void onEnd(EndReport report) {
    step = report.step();
    close(true);
  }

  @Override
  public void onFailure(Throwable failure) {
    close(false);
  }

  private void write(Summaries summaries) {
    if (file != null) {
      file.write(step, EventFile.SUMMARY, summaries.toMessage());
    }
  }

  private void close(boolean success) {
    write(Hyperparameters.end(success));
    if (file != null) {
      file.close();
      file = null;
    }
    look = null;
  }
}
