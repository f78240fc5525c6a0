package dev.alexandrite.classify;

import dev.alexandrite.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** What one layer put out for one image, and the gradient by it if it was asked for. */
public final class LayerValues {
  private final String layer;
  private final Shape shape;
  private final float[] activation;
  private final float @Nullable [] gradient;

  /**
   * Holds the values.
   *
   * @param layer the layer's name
   * @param shape the shape of its output
   * @param activation its output, row-major
   * @param gradient the gradient of the score by its output, row-major; null if it was not asked
   *     for
   */
  public LayerValues(String layer, Shape shape, float[] activation, float @Nullable [] gradient) {
    this.layer = layer;
    this.shape = shape;
    this.activation = activation.clone();
    this.gradient = gradient == null ? null : gradient.clone();
  }

  /**
   * The layer.
   *
   * @return its name
   */
  public String layer() {
    return layer;
  }

  /**
   * The shape of the values.
   *
   * @return such as {@code [C, H, W]}
   */
  public Shape shape() {
    return shape;
  }

  /**
   * The layer's output.
   *
   * @return row-major values of {@link #shape()}; a copy
   */
  public float[] activation() {
    return activation.clone();
  }

  /**
   * The gradient of the score by the layer's output; the score is the class's or the number that
   * was named.
   *
   * @return row-major values of {@link #shape()}, all 0 if the score does not depend on the layer;
   *     a copy
   * @throws IllegalStateException if no class was named when it was asked
   */
  public float[] gradient() {
    if (gradient == null) {
      throw new IllegalStateException(
          "no gradient of layer '" + layer + "' was asked for; give inspect(...) a class");
    }
    return gradient.clone();
  }

  @Override
  public String toString() {
    return layer + " " + shape + (gradient == null ? "" : " with its gradient");
  }
}
