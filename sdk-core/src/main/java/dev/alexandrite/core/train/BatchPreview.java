package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.StatisticsCollector;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.data.BatchLoader;
import dev.alexandrite.core.data.LoaderOptions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.TrainingBatch;
import dev.alexandrite.train.TrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One batch by the loader and the preparer of a run, without the run. */
final class BatchPreview {
  private static final int SLOTS = 2; // the least that a loader has

  private BatchPreview() {}

  static TrainingBatch of(TrainingConfig config, int epoch, int batch) {
    int batches = Math.ceilDiv(config.data().size(), config.batchSize());
    if (epoch < 0 || epoch >= config.epochs() || batch < 0 || batch >= batches) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "preview: there is no batch %d of epoch %d, counted from 0; the run has the epochs 0"
                  + " to %d, with the batches 0 to %d each",
              batch,
              epoch,
              config.epochs() - 1,
              batches - 1));
    }
    InputPipeline pipeline = config.model().pipeline();
    int threads = config.execution().loaderThreads();
    try {
      DataStatistics statistics =
          StatisticsCollector.collect(config.data(), pipeline, threads, () -> false);
      requireUninterrupted();
      ImagePreparer preparer = new ImagePreparer(pipeline, statistics);
      LoaderOptions options =
          new LoaderOptions(
              config.batchSize(),
              config.seed(),
              config.order(),
              config.sampling(),
              epoch,
              batch,
              epoch + 1,
              threads,
              SLOTS);
      try (BatchLoader loader = new BatchLoader(config.data(), preparer.forTraining(), options)) {
        return read(config, loader.next(), preparer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("the preview was interrupted", e);
    }
  }

  private static void requireUninterrupted() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }

  private static TrainingBatch read(TrainingConfig config, Batch batch, ImagePreparer preparer) {
    InputPipeline pipeline = config.model().pipeline();
    Dataset data = config.data();
    int length = preparer.length();
    float[] one = new float[length];
    float[] planes = new float[batch.rows() * length];
    for (int row = 0; row < batch.rows(); row++) {
      int index = batch.index(row);
      preparer.trainingPixels(
          data.image(index),
          config.seed(),
          batch.epoch(),
          batch.sample(row),
          batch.position(row),
          one);
      System.arraycopy(one, 0, planes, row * length, length);
    }
    BatchMixer mixer = BatchMixer.of(config);
    if (mixer != null) {
      mixer.mix(batch);
      mixer.mixLike(batch.epoch(), batch.step(), planes, batch.rows());
    }
    List<TrainingBatch.Row> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      int index = batch.index(row);
      rows.add(
          new TrainingBatch.Row(
              index,
              data.name(index),
              truth(data, index),
              Arrays.copyOfRange(batch.images(), row * length, (row + 1) * length),
              picture(planes, row * length, pipeline.cropHeight(), pipeline.cropWidth())));
    }
    return new TrainingBatch(batch.epoch(), batch.step(), pipeline.shape(), rows);
  }

  /** The class, the labels with commas between, or the values by their names. */
  private static String truth(Dataset data, int index) {
    List<String> names = data.classNames();
    return switch (data.task()) {
      case CLASSIFICATION -> names.get(data.label(index));
      case MULTI_LABEL ->
          IntStream.range(0, names.size())
              .filter(label -> data.target(index, label) >= 0.5f)
              .mapToObj(names::get)
              .collect(Collectors.joining(", "));
      case REGRESSION ->
          IntStream.range(0, names.size())
              .mapToObj(value -> names.get(value) + " " + data.target(index, value))
              .collect(Collectors.joining(", "));
    };
  }

  private static Image picture(float[] planes, int from, int height, int width) {
    int plane = height * width;
    byte[] rgb = new byte[Image.CHANNELS * plane];
    for (int at = 0; at < plane; at++) {
      for (int channel = 0; channel < Image.CHANNELS; channel++) {
        int value = Math.clamp(Math.round(planes[from + channel * plane + at]), 0, 255);
        rgb[at * Image.CHANNELS + channel] = (byte) value;
      }
    }
    return new Image(height, width, rgb);
  }
}
