package dev.alexandrite.core.data;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Order;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The images of an epoch in their order, epoch by epoch, and a position in it. It depends on the
 * seed, the epoch, the number of images and, where some are drawn more often, their weights alone.
 */
final class EpochOrder {
  private final LoaderOptions options;
  private final int[] order;
  private final CounterRandom random = new CounterRandom();
  private final @Nullable WeightedDraw draw;
  private int epoch;
  private int step;

  EpochOrder(Dataset data, LoaderOptions options) {
    int images = data.size();
    this.options = options;
    this.draw = WeightedDraw.of(options.sampling(), data);
    this.order = new int[images];
    this.epoch = options.epoch();
    this.step = options.step();
    int steps = Math.ceilDiv(images, options.batchSize());
    if (step == steps) { // the end of an epoch is the beginning of the next
      step = 0;
      epoch++;
    } else if (step > steps) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "batches: an epoch of %d images has %d steps of %d, found step %d to begin at",
              images,
              steps,
              options.batchSize(),
              step));
    }
    arrange();
  }

  boolean isAtEnd() {
    return epoch >= options.endEpoch();
  }

  /** Fills a batch with the numbers of its images and goes on to the next. */
  void assignTo(Batch batch) {
    int first = step * options.batchSize();
    int rows = Math.min(options.batchSize(), order.length - first);
    batch.assign(epoch, step, order, first, rows, draw != null);
    if (first + rows < order.length) {
      step++;
    } else {
      step = 0;
      epoch++;
      arrange();
    }
  }

  private void arrange() {
    if (draw == null) {
      shuffle();
      return;
    }
    random.start(options.seed(), Purpose.SHUFFLE, 0, epoch, 0);
    for (int i = 0; i < order.length && !isAtEnd(); i++) {
      order[i] = draw.next(random);
    }
  }

  /** Fisher and Yates's shuffle, from the data set's order every time. */
  private void shuffle() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    if (options.order() == Order.FIXED || isAtEnd()) {
      return;
    }
    int shuffled = options.order() == Order.SHUFFLED_ONCE ? 0 : epoch;
    random.start(options.seed(), Purpose.SHUFFLE, 0, shuffled, 0);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
  }
}
