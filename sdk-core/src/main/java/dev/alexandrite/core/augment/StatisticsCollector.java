package dev.alexandrite.core.augment;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PcaColor;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Computes the means and principal colours of a training set, over the images as resized. */
public final class StatisticsCollector {
  private StatisticsCollector() {}

  /**
   * Whether a pipeline uses anything of its training set, so that one has to read it.
   *
   * @param pipeline the pipeline
   * @return true with a mean image, a mean colour or PCA colour noise
   */
  public static boolean isNeeded(InputPipeline pipeline) {
    Normalization normalization = pipeline.normalization();
    return normalization instanceof Normalization.MeanImage
        || normalization instanceof Normalization.MeanColor
        || pipeline.training().stream().anyMatch(PcaColor.class::isInstance);
  }

  /**
   * Reads every image once. The result is the same for any number of threads.
   *
   * @param dataset the training images
   * @param pipeline how they are resized; if it uses no statistics, nothing is read
   * @param threads how many images are read at a time, at least 1
   * @param cancelled asked before every image
   * @return the statistics; those of no image if it was cancelled, or the thread was interrupted,
   *     which it stays
   * @throws DataException if an image is bad
   */
  public static DataStatistics collect(
      Dataset dataset, InputPipeline pipeline, int threads, BooleanSupplier cancelled) {
    Resize resize = pipeline.resize();
    if (!isNeeded(pipeline)) {
      return DataStatistics.none(resize.resizedHeight(), resize.resizedWidth());
    }
    Dataset resized = new ResizedDataset(dataset, pipeline);
    List<Callable<PixelSums>> parts = new ArrayList<>();
    for (int part = 0; part < threads; part++) {
      int first = part;
      parts.add(() -> sumOf(resized, resize, first, threads, cancelled));
    }
    var total = new PixelSums(resize.resizedHeight(), resize.resizedWidth());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("alexandrite-statistics-", 0).factory())) {
      for (Future<PixelSums> part : workers.invokeAll(parts)) {
        total.add(part.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DataStatistics.none(resize.resizedHeight(), resize.resizedWidth());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataException bad) {
        throw bad;
      }
      throw new DataException(
          String.format(
              Locale.ROOT,
              "statistics of the training images: a data set failed (%s)",
              e.getCause()),
          e);
    }
    return cancelled.getAsBoolean()
        ? DataStatistics.none(resize.resizedHeight(), resize.resizedWidth())
        : total.statistics();
  }

  private static PixelSums sumOf(
      Dataset resized, Resize resize, int first, int stride, BooleanSupplier cancelled)
      throws InterruptedException {
    var sums = new PixelSums(resize.resizedHeight(), resize.resizedWidth());
    for (int index = first; index < resized.size() && !cancelled.getAsBoolean(); index += stride) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      sums.add(resized.image(index));
    }
    return sums;
  }
}
