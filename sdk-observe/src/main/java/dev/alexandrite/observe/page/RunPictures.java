package dev.alexandrite.observe.page;

import dev.alexandrite.data.Task;
import dev.alexandrite.observe.explain.FilterLayer;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that need the run's weights, taken on the training thread and not often: what they take
 * is at most a fiftieth of the time, but for epochs 1, 2, 4, 8 and so on, which are few. Without
 * these, the first pictures, slow since their code is cold, would be the only ones of a short run.
 */
final class RunPictures {
  private static final long TIMES_AS_LONG = 50;
  private static final int MOST_FILTERS = 4;

  private final Optional<FilterLayer> layer;
  private @Nullable SampleImages images;
  private long lastEnd;
  private long lastTook;
  private volatile List<FilterPicture> filters = List.of();
  private volatile List<Sample> samples = List.of();
  private volatile int samplesEpochs;

  RunPictures(TrainingConfig config, int sampleCount) {
    layer = FilterLayer.first(config.model()).filter(FilterLayer::colored);
    images =
        config.validation() == null
                || sampleCount == 0
                || config.data().task() != Task.CLASSIFICATION // samples show the first classes
            ? null
            : new SampleImages(config.validation(), config.model().network(), sampleCount);
  }

  /** Whether the last pictures are long enough ago, or few were taken so far. */
  boolean due(long now, int epochs) {
    return Integer.bitCount(epochs) == 1 || now - lastEnd >= TIMES_AS_LONG * lastTook;
  }

  /** After how many epochs there are new ones whatever they cost. */
  static int nextAtLatest(int epochs) {
    return epochs == 0 ? 1 : 2 * Integer.highestOneBit(epochs);
  }

  void take(RunControl run, int epochs) {
    long began = System.nanoTime();
    layer.ifPresent(
        first -> keep(FilterPicture.of(first.filters(run.parameter(first.parameter())), epochs)));
    SampleImages shown = images;
    if (shown != null) {
      samples = shown.look(run.inspector());
      samplesEpochs = epochs;
    }
    long end = System.nanoTime();
    ended(end, end - began);
  }

  /** The last pictures are taken. */
  void ended(long now, long took) {
    lastEnd = now;
    lastTook = took;
  }

  /** The first ones, the last ones, and some between. */
  private void keep(FilterPicture picture) {
    List<FilterPicture> kept = new ArrayList<>(filters);
    if (!kept.isEmpty() && kept.getLast().epochs() == picture.epochs()) {
      kept.removeLast();
    }
    kept.add(picture);
    if (kept.size() > MOST_FILTERS) {
      kept.remove(closest(kept));
    }
    filters = List.copyOf(kept);
  }

  /** The one without which the steps between the others are the most even, by ratio. */
  private static int closest(List<FilterPicture> kept) {
    int closest = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < kept.size() - 1; i++) {
      double ratio = (kept.get(i + 1).epochs() + 1.0) / (kept.get(i - 1).epochs() + 1.0);
      if (ratio < least) {
        least = ratio;
        closest = i;
      }
    }
    return closest;
  }

  /** No more pictures will be taken: the data is let go. */
  void release() {
    images = null;
  }

  List<FilterPicture> filters() {
    return filters;
  }

  List<Sample> samples() {
    return samples;
  }

  /** Finished epochs when the samples were looked at. */
  int samplesEpochs() {
    return samplesEpochs;
  }
}
