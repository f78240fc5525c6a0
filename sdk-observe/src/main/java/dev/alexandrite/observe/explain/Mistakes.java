package dev.alexandrite.observe.explain;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.picture.ImageGrid;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * What a network gets wrong in a data set, on the centre crop, those with the largest losses first.
 * Wrong labels and doubtful images are often among them. Immutable.
 */
public final class Mistakes {
  private static final int TILE = 112;

  /** The smallest loss comes first, to be dropped; of equals the one that was seen last. */
  private static final Comparator<Mistake> LEAST =
      Comparator.comparingDouble(Mistake::loss)
          .thenComparing(Comparator.comparingInt(Mistake::index).reversed());

  private final Dataset data;
  private final int count;
  private final List<Mistake> worst;

  private Mistakes(Dataset data, int count, List<Mistake> worst) {
    this.data = data;
    this.count = count;
    this.worst = worst;
  }

  static Mistakes of(Classifier classifier, String scores, Dataset data, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least 1 mistake is asked for, found " + most);
    }
    if (!data.classNames().equals(classifier.classNames())) {
      throw new DataException(
          "the data set has "
              + data.classNames().size()
              + " classes, the classifier "
              + classifier.classNames().size()
              + "; names and order have to be the same, which ImageFolder.classes(...) gives");
    }
    Count wrong = new Count(data, most);
    Features.each(classifier, data, scores, wrong::add);
    List<Mistake> worst = new ArrayList<>(wrong.worst);
    worst.sort(LEAST.reversed());
    return new Mistakes(data, wrong.all, List.copyOf(worst));
  }

  /** Keeps the worst of those that come one by one. */
  private static final class Count {
    private final Dataset data;
    private final int most;
    private final PriorityQueue<Mistake> worst = new PriorityQueue<>(LEAST);
    private int all;

    Count(Dataset data, int most) {
      this.data = data;
      this.most = most;
    }

    void add(float[] logits, int index) {
      int label = data.label(index);
      if (label < 0 || label >= logits.length) {
        throw new DataException(
            "image "
                + data.name(index)
                + " has the label "
                + label
                + ", expected 0 to "
                + (logits.length - 1)
                + "; correct the label");
      }
      int best = best(logits, index);
      if (best == label) {
        return;
      }
      all++;
      double sum = 0;
      for (float logit : logits) {
        sum += StrictMath.exp((double) logit - logits[best]);
      }
      double loss = StrictMath.log(sum) + logits[best] - logits[label];
      worst.add(
          new Mistake(
              index,
              data.name(index),
              data.classNames().get(label),
              data.classNames().get(best),
              1 / sum,
              StrictMath.exp(-loss),
              loss));
      if (worst.size() > most) {
        worst.remove();
      }
    }

    private int best(float[] logits, int index) {
      int best = 0;
      for (int i = 0; i < logits.length; i++) {
        if (!Float.isFinite(logits[i])) {
          throw new AlexandriteException(
              "the network's outputs for image "
                  + data.name(index)
                  + " are not finite, so that no class is the best");
        }
        best = logits[i] > logits[best] ? i : best;
      }
      return best;
    }
  }

  /**
   * How many images were taken for another class.
   *
   * @return all of them, not only the worst
   */
  public int count() {
    return count;
  }

  /**
   * The worst ones.
   *
   * @return the largest loss first; equals are in the order of the data set
   */
  public List<Mistake> worst() {
    return worst;
  }

  /**
   * The worst ones side by side, with actual and predicted class and the latter's probability
   * below.
   *
   * @return the picture
   * @throws IllegalStateException if there is no mistake
   */
  public BufferedImage picture() {
    if (worst.isEmpty()) {
      throw new IllegalStateException("there is no mistake to be drawn; see worst()");
    }
    ImageGrid grid = ImageGrid.of(Math.min(worst.size(), 6), TILE, TILE).smooth();
    for (Mistake mistake : worst) {
      String caption =
          String.format(
              Locale.ROOT,
              "%.2f %s → %s",
              mistake.probability(),
              mistake.actual(),
              mistake.predicted());
      grid = grid.add(Photo.of(data.image(mistake.index())), caption);
    }
    return grid.draw();
  }

  @Override
  public String toString() {
    return count + " mistakes, the worst " + worst.stream().limit(1).toList();
  }
}
