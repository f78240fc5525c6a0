package dev.alexandrite.observe.report;

import dev.alexandrite.evaluate.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps what was said of every image of an evaluation, in nine bytes each. Its value is the
 * calibration error. For one pass.
 */
final class Outcomes implements Metric {
  /** The measure's name in an evaluation report. */
  static final String NAME = "calibration error";

  /** The smallest loss comes first, to be dropped; of equals the one that was seen last. */
  private static final Comparator<Loss> LEAST =
      Comparator.comparingDouble(Loss::value)
          .thenComparing(Comparator.comparingInt(Loss::image).reversed());

  private final int most;
  private float[] confidences = new float[1024];
  private boolean[] right = new boolean[1024];
  private int size;
  private final PriorityQueue<Loss> worst = new PriorityQueue<>(LEAST);

  /**
   * An image and what the network said of it.
   *
   * @param image its place in the data
   * @param value the loss, the negative logarithm of the true class's probability
   * @param label the true class
   * @param predicted the most probable class
   * @param probability of the most probable class
   */
  record Loss(int image, double value, int label, int predicted, float probability) {}

  /** With as many of the highest losses as that. */
  Outcomes(int most) {
    this.most = most;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Accumulator start() {
    return new Accumulator() {
      @Override
      public void add(float[] probabilities, int label) {
        take(probabilities, label);
      }

      @Override
      public double value() {
        return reliability().expectedError();
      }
    };
  }

  private void take(float[] probabilities, int label) {
    int predicted = 0;
    for (int i = 1; i < probabilities.length; i++) {
      predicted = probabilities[i] > probabilities[predicted] ? i : predicted;
    }
    if (size == confidences.length) {
      confidences = Arrays.copyOf(confidences, 2 * size);
      right = Arrays.copyOf(right, 2 * size);
    }
    confidences[size] = probabilities[predicted];
    right[size] = predicted == label;
    double loss = -StrictMath.log(Math.max(probabilities[label], Float.MIN_NORMAL));
    worst.add(new Loss(size, loss, label, predicted, probabilities[predicted]));
    if (worst.size() > most) {
      worst.remove();
    }
    size++;
  }

  Reliability reliability() {
    return Reliability.of(Arrays.copyOf(confidences, size), Arrays.copyOf(right, size));
  }

  /** The images of the highest losses, the highest first. */
  List<Loss> worst() {
    List<Loss> losses = new ArrayList<>(worst);
    losses.sort(LEAST.reversed());
    return losses;
  }
}
