package dev.alexandrite.core.data;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.data.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws images of a data set with replacement, each with a probability of its own. */
public final class WeightedDraw {
  private final double[] sums; // of the weights up to and with an image
  private final int last; // that has a weight

  private WeightedDraw(double[] weights) {
    int lastWeighted = 0;
    double sum = 0;
    sums = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      lastWeighted = weights[i] > 0 ? i : lastWeighted;
      sum += weights[i];
      sums[i] = sum;
    }
    last = lastWeighted;
  }

  /**
   * What draws as it was asked for.
   *
   * @param sampling what was asked for
   * @param data what is drawn of
   * @return null where every image comes once
   * @throws TrainingException if the weights do not fit the data, or it has no classes
   */
  public static @Nullable WeightedDraw of(Sampling sampling, Dataset data) {
    boolean byClass = sampling instanceof Sampling.Classes || sampling instanceof Sampling.Balanced;
    if (byClass && data.task() != Task.CLASSIFICATION) {
      throw new TrainingException(
          "sampling("
              + sampling
              + ") draws by the class of an image, but the training data has "
              + data.task().text()
              + "; call sampling(Sampling.weighted(...)) with a weight an image, or leave it out");
    }
    return switch (sampling) {
      case Sampling.Once once -> null;
      case Sampling.Images images -> {
        requireCount("images", data.size(), images.weights());
        yield new WeightedDraw(unboxed(images.weights()));
      }
      case Sampling.Classes classes -> {
        requireCount("classes", data.classNames().size(), classes.shares());
        yield byClass(data, unboxed(classes.shares()), true);
      }
      case Sampling.Balanced balanced -> {
        double[] equal = new double[data.classNames().size()];
        Arrays.fill(equal, 1);
        yield byClass(data, equal, false);
      }
    };
  }

  private static void requireCount(String what, int count, List<Double> weights) {
    if (weights.size() != count) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "sampling has %d weights for %d %s of the training data; give one for each",
              weights.size(),
              count,
              what));
    }
  }

  private static double[] unboxed(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static WeightedDraw byClass(Dataset data, double[] shares, boolean all) {
    int[] images = new int[shares.length];
    for (int i = 0; i < data.size(); i++) {
      images[data.label(i)]++;
    }
    for (int label = 0; label < shares.length; label++) {
      if (all && shares[label] > 0 && images[label] == 0) {
        throw new TrainingException(
            String.format(
                Locale.ROOT,
                "sampling gives class '%s' the share %s, but the training data has no image of it;"
                    + " add some, or give it the share 0",
                data.classNames().get(label),
                shares[label]));
      }
    }
    double[] weights = new double[data.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = shares[data.label(i)] / images[data.label(i)];
    }
    return new WeightedDraw(weights);
  }

  /** The next image. */
  int next(CounterRandom random) {
    double place = random.nextDouble() * sums[sums.length - 1];
    int low = 0;
    int high = last; // the first whose sum is above the place is from low to high
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > place) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
