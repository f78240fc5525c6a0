package dev.alexandrite.benchmarks;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.data.Split;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The trainer on photographs that are decoded already, as from the second epoch on. The steps
 * before the loader is ahead and the code compiled do not count.
 */
final class CachedTraining implements Workload, TrainingListener {
  private static final int FIRST_STEPS = 3;
  private static final int STEPS = 15;

  /** A split leaves some images over, which matters for large batches alone. */
  private static final double MOST = 0.95;

  private static final String DATA = "ALEXANDRITE_SHARED_DATA";

  private final Settings settings;
  private final Dataset photographs;
  private long images;
  private double firstElapsed;
  private double firstWaited;
  private double share = Double.NaN;

  CachedTraining(Settings settings) {
    this.settings = settings;
    Path folder =
        Path.of(System.getenv().getOrDefault(DATA, "../shared/data")).resolve("imagenette/train");
    if (!Files.isDirectory(folder)) {
      throw new UnsupportedOperationException(
          "no photographs in " + folder + "; " + DATA + " names the folder of data sets");
    }
    ImageFolder all = ImageFolder.of(folder);
    double part = (double) settings.batch() * (FIRST_STEPS + STEPS) / all.size();
    Split split = all.split(Math.min(MOST, part), ExampleBatch.SEED);
    this.photographs = CachedDataset.memory(split.validation(), Long.MAX_VALUE);
    for (int i = 0; i < photographs.size(); i++) {
      photographs.image(i);
    }
  }

  @Override
  public void run() {
    images = 0;
    Trainer.of(AlexNet.torchvision().classes(photographs.classNames().size()).build())
        .data(photographs)
        .epochs(1)
        .batchSize(settings.batch())
        .threads(settings.threads())
        .backend("cpu")
        .listener(this)
        .fit()
        .classifier()
        .close();
  }

  /** The report's figures are means since the epoch began. */
  @Override
  public void onStep(StepReport step) {
    images += step.rows();
    double elapsed = images / step.imagesPerSecond();
    double waited = elapsed * step.waitShare();
    if (step.step() == FIRST_STEPS) {
      firstElapsed = elapsed;
      firstWaited = waited;
    } else if (step.step() > FIRST_STEPS) {
      share = (waited - firstWaited) / (elapsed - firstElapsed);
    }
  }

  @Override
  public double size() {
    return photographs.size();
  }

  /** The share in percent. */
  @Override
  public double check() {
    return 100 * share;
  }

  @Override
  public void close() {
    // A run closes what it opens.
  }
}
