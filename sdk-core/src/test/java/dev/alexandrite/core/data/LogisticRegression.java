package dev.alexandrite.core.data;

import dev.alexandrite.data.Dataset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial logistic regression on pixels with a small ridge penalty, fitted by L-BFGS (Nocedal
 * and Wright, "Numerical Optimization", algorithm 7.4) on all examples at once.
 */
final class LogisticRegression {
  private static final float RIDGE = 0.1f;
  private static final int MEMORY = 10;
  private static final int MAX_ITERATIONS = 250;
  private static final double CONVERGED = 2e-3; // of the first gradient

  private final int classes;
  private final int features;
  private float[] weights; // [class, feature]
  private double firstGradient;
  private double lastGradient;

  LogisticRegression(int classes, int features) {
    this.classes = classes;
    this.features = features;
    this.weights = new float[classes * features];
  }

  /** Pixels from -1 to 1 and a constant, in both layouts, so that every loop runs along memory. */
  static final class Examples {
    final float[][] rows; // [example][feature]
    final float[][] columns; // [feature][example]
    final int[] labels;

    Examples(Dataset dataset) {
      labels = new int[dataset.size()];
      rows = new float[dataset.size()][];
      for (int i = 0; i < rows.length; i++) {
        byte[] rgb = dataset.image(i).rgb();
        rows[i] = new float[rgb.length + 1];
        for (int j = 0; j < rgb.length; j++) {
          rows[i][j] = (rgb[j] & 0xFF) / 127.5f - 1;
        }
        rows[i][rgb.length] = 1;
        labels[i] = dataset.label(i);
      }
      columns = new float[features()][rows.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < features(); j++) {
          columns[j][i] = rows[i][j];
        }
      }
    }

    int features() {
      return rows[0].length;
    }
  }

  void fit(Examples examples) {
    float[] gradient = new float[weights.length];
    double loss = lossAndGradient(examples, weights, gradient);
    firstGradient = Math.sqrt(dot(gradient, gradient));
    lastGradient = firstGradient;
    Deque<float[][]> memory = new ArrayDeque<>();
    for (int i = 0; i < MAX_ITERATIONS && !hasConverged(); i++) {
      float[] direction = direction(gradient, memory);
      double slope = dot(direction, gradient);
      double step = memory.isEmpty() ? 1 / firstGradient : 1;
      float[] nextGradient = new float[weights.length];
      float[] next = moved(direction, step);
      double nextLoss = lossAndGradient(examples, next, nextGradient);
      while (nextLoss > loss + 1e-4 * step * slope && step > 1e-9) {
        step /= 2;
        next = moved(direction, step);
        nextLoss = lossAndGradient(examples, next, nextGradient);
      }
      memory.addFirst(
          new float[][] {difference(next, weights), difference(nextGradient, gradient)});
      if (memory.size() > MEMORY) {
        memory.removeLast();
      }
      weights = next;
      gradient = nextGradient;
      loss = nextLoss;
      lastGradient = Math.sqrt(dot(gradient, gradient));
    }
  }

  boolean hasConverged() {
    return lastGradient <= CONVERGED * firstGradient;
  }

  double gradientNorm() {
    return lastGradient / firstGradient;
  }

  double loss(Examples examples) {
    return lossAndGradient(examples, weights, new float[weights.length]);
  }

  double accuracy(Examples examples) {
    float[][] logits = logits(examples, weights);
    int right = 0;
    for (int i = 0; i < examples.labels.length; i++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        best = logits[c][i] > logits[best][i] ? c : best;
      }
      right += best == examples.labels[i] ? 1 : 0;
    }
    return (double) right / examples.labels.length;
  }

  private float[][] logits(Examples examples, float[] w) {
    float[][] logits = new float[classes][examples.labels.length];
    for (int j = 0; j < features; j++) {
      for (int c = 0; c < classes; c++) {
        addScaled(logits[c], w[c * features + j], examples.columns[j]);
      }
    }
    return logits;
  }

  private double lossAndGradient(Examples examples, float[] w, float[] gradient) {
    float[][] scores = logits(examples, w);
    int count = examples.labels.length;
    float[][] sums = new float[classes][features];
    double loss = 0;
    for (int i = 0; i < count; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        largest = Math.max(largest, scores[c][i]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(scores[c][i] - largest);
      }
      loss += largest + Math.log(total) - scores[examples.labels[i]][i];
      for (int c = 0; c < classes; c++) {
        double p = Math.exp(scores[c][i] - largest) / total - (c == examples.labels[i] ? 1 : 0);
        addScaled(sums[c], (float) (p / count), examples.rows[i]);
      }
    }
    for (int c = 0; c < classes; c++) {
      System.arraycopy(sums[c], 0, gradient, c * features, features);
    }
    addScaled(gradient, RIDGE, w);
    return loss / count + 0.5 * RIDGE * dot(w, w);
  }

  private float[] direction(float[] gradient, Deque<float[][]> memory) {
    float[] q = gradient.clone();
    double[] alpha = new double[memory.size()];
    int k = 0;
    for (float[][] pair : memory) {
      alpha[k] = dot(pair[0], q) / dot(pair[0], pair[1]);
      addScaled(q, (float) -alpha[k++], pair[1]);
    }
    if (!memory.isEmpty()) {
      float[][] newest = memory.getFirst();
      scale(q, (float) (dot(newest[0], newest[1]) / dot(newest[1], newest[1])));
    }
    for (Iterator<float[][]> oldest = memory.descendingIterator(); oldest.hasNext(); ) {
      float[][] pair = oldest.next();
      double beta = dot(pair[1], q) / dot(pair[0], pair[1]);
      addScaled(q, (float) (alpha[--k] - beta), pair[0]);
    }
    scale(q, -1);
    return q;
  }

  private float[] moved(float[] direction, double step) {
    float[] next = weights.clone();
    addScaled(next, (float) step, direction);
    return next;
  }

  private static float[] difference(float[] a, float[] b) {
    float[] difference = Arrays.copyOf(a, a.length);
    addScaled(difference, -1, b);
    return difference;
  }

  private static void addScaled(float[] target, float factor, float[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  private static void scale(float[] target, float factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] *= factor;
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
