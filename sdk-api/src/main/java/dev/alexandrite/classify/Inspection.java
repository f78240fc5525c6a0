package dev.alexandrite.classify;

import java.util.List;

/** What an {@link Inspector} saw of one image. */
public final class Inspection {
  private final float[] output;
  private final List<LayerValues> layers;

  /**
   * Holds what was seen.
   *
   * @param output the network's output
   * @param layers the layers asked for, in the order asked
   */
  public Inspection(float[] output, List<LayerValues> layers) {
    this.output = output.clone();
    this.layers = List.copyOf(layers);
  }

  /**
   * The network's output.
   *
   * @return {@code float32[classes]}, logits unless the network ends with softmax; a copy
   */
  public float[] output() {
    return output.clone();
  }

  /**
   * The layers asked for.
   *
   * @return in the order asked
   */
  public List<LayerValues> layers() {
    return layers;
  }

  /**
   * One of the layers asked for.
   *
   * @param name its name
   * @return its values
   * @throws IllegalArgumentException if it was not asked for
   */
  public LayerValues layer(String name) {
    return layers.stream()
        .filter(values -> values.layer().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "layer '"
                        + name
                        + "' was not asked for, only "
                        + layers.stream().map(LayerValues::layer).toList()
                        + "; add it to the layers of inspect(...)"));
  }

  @Override
  public String toString() {
    return "inspection of layers " + layers;
  }
}
