package dev.alexandrite.observe.explain;

import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.Inspector;
import dev.alexandrite.model.Network;
import java.util.ArrayList;
import java.util.List;

/** The mean of a score's gradients by the input along the straight line between two inputs. */
final class GradientPath {
  /** So many inputs are computed at once. */
  private static final int BATCH = 8;

  private final Inspector inspector;
  private final String scores;
  private final int label;

  GradientPath(Inspector inspector, String scores, int label) {
    this.inspector = inspector;
    this.scores = scores;
    this.label = label;
  }

  /** {@code (to - from) · mean of gradients}, at the middles of equal steps. */
  float[] contributions(float[] from, float[] to, int steps) {
    double[] sum = new double[to.length];
    for (int first = 0; first < steps; first += BATCH) {
      List<float[]> inputs = new ArrayList<>();
      for (int step = first; step < Math.min(first + BATCH, steps); step++) {
        inputs.add(between(from, to, (step + 0.5) / steps));
      }
      for (Inspection seen : inspect(inputs)) {
        float[] gradient = seen.layer(Network.INPUT).gradient();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += gradient[i];
        }
      }
    }
    float[] contributions = new float[to.length];
    for (int i = 0; i < contributions.length; i++) {
      contributions[i] = (float) (((double) to[i] - from[i]) * sum[i] / steps);
    }
    return contributions;
  }

  /** The score of one input, by the same graph. */
  double score(float[] input) {
    return inspect(List.of(input)).getFirst().layer(scores).activation()[label];
  }

  private List<Inspection> inspect(List<float[]> inputs) {
    return inspector.inspectInputs(inputs, List.of(Network.INPUT, scores), scores, label);
  }

  private static float[] between(float[] from, float[] to, double share) {
    float[] between = new float[to.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (float) (from[i] + share * (to[i] - from[i]));
    }
    return between;
  }
}
