package dev.alexandrite.observe.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a network is right as often as it says: images in 15 bins by the probability of the class
 * that they are taken for, as Guo et al. draw them (arXiv 1706.04599, section 2).
 *
 * @param bins from the lowest probabilities to the highest
 */
public record Reliability(List<Bin> bins) {
  /** As many as in the paper. */
  static final int BINS = 15;

  /**
   * Images whose prediction has a similar probability.
   *
   * @param count how many
   * @param confidence the mean probability of the predicted class; NaN if there are none
   * @param accuracy the part that was predicted rightly; NaN if there are none
   */
  public record Bin(int count, double confidence, double accuracy) {}

  /** Copies the list. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /** Bin m holds the probabilities in ((m - 1) / 15, m / 15]. */
  static Reliability of(float[] confidences, boolean[] right) {
    int[] counts = new int[BINS];
    int[] hits = new int[BINS];
    double[] sums = new double[BINS];
    for (int i = 0; i < confidences.length; i++) {
      int above = (int) Math.ceil(confidences[i] * BINS); // in float, so that 0.2f is an edge
      int bin = Math.clamp(above - 1, 0, BINS - 1);
      counts[bin]++;
      hits[bin] += right[i] ? 1 : 0;
      sums[bin] += confidences[i];
    }
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new Bin(counts[bin], sums[bin] / counts[bin], hits[bin] / (double) counts[bin]));
    }
    return new Reliability(bins);
  }

  /**
   * The expected calibration error: the mean distance of accuracy and confidence, bins weighed by
   * their images (equation 3 of the paper).
   *
   * @return 0 for a network that is right as often as it says; NaN without images
   */
  public double expectedError() {
    long images = 0;
    double sum = 0;
    for (Bin bin : bins) {
      if (bin.count() > 0) {
        images += bin.count();
        sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
      }
    }
    return sum / images;
  }
}
