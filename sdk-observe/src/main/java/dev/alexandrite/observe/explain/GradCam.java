package dev.alexandrite.observe.explain;

import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.tensor.Shape;

/** Makes one map of a layer's maps and the gradients of a score by them. */
enum GradCam {
  /** {@code ReLU(Σₖ mean(∂S/∂Aₖ) Aₖ)}: Selvaraju et al., arXiv 1610.02391, equations 1 and 2. */
  PLAIN("Grad-CAM") {
    @Override
    double weight(float[] maps, float[] gradients, int from, int places) {
      double sum = 0;
      for (int i = from; i < from + places; i++) {
        sum += gradients[i];
      }
      return sum / places;
    }
  },

  /**
   * {@code ReLU(Σₖ wₖ Aₖ)} with {@code wₖ = Σ α ReLU(g)} and {@code α = g² / (2g² + ΣA g³)}, where
   * {@code g = ∂S/∂A}: Chattopadhyay et al., arXiv 1710.11063. The derivatives there are of {@code
   * exp(S)}, whose own value scales the whole map and is left out.
   *
   * <p>The paper's maps are not negative. Where {@code ΣA} is, as in front of a ReLU, the
   * denominator may be 0 or below; {@code α} is 0 there.
   */
  PLUS_PLUS("Grad-CAM++") {
    @Override
    double weight(float[] maps, float[] gradients, int from, int places) {
      double mass = 0;
      for (int i = from; i < from + places; i++) {
        mass += maps[i];
      }
      double sum = 0;
      for (int i = from; i < from + places; i++) {
        double g = gradients[i];
        double denominator = 2 + mass * g; // both sides divided by g²
        if (g > 0 && denominator > 0) {
          sum += g / denominator;
        }
      }
      return sum;
    }
  };

  private final String title;

  GradCam(String title) {
    this.title = title;
  }

  /** What the method is called. */
  String title() {
    return title;
  }

  /** How much one of the maps counts. */
  abstract double weight(float[] maps, float[] gradients, int from, int places);

  /** The map, {@code float32[H, W]} of the layer. */
  float[] map(LayerValues layer) {
    Shape shape = layer.shape();
    int places = shape.height() * shape.width();
    float[] maps = layer.activation();
    float[] gradients = layer.gradient();
    double[] sums = new double[places];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int from = channel * places;
      double weight = weight(maps, gradients, from, places);
      for (int i = 0; i < places; i++) {
        sums[i] += weight * maps[from + i];
      }
    }
    float[] map = new float[places];
    for (int i = 0; i < places; i++) {
      map[i] = (float) Math.max(0, sums[i]);
    }
    return map;
  }
}
