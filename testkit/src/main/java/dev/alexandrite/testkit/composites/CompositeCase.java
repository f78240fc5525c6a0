package dev.alexandrite.testkit.composites;

import dev.alexandrite.model.CompositeLayer;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.golden.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A composite and where PyTorch's answer lies, see {@code testkit/goldens/composites.py}.
 *
 * @param name the folder of its arrays
 * @param layer the composite
 * @param input the shape of one example
 */
record CompositeCase(String name, CompositeLayer layer, Shape input) {
  static final int CLASSES = 3;
  private static final String COMPOSITE = "composite";

  static List<CompositeCase> all() {
    return List.of(
        new CompositeCase("attention", new MultiHeadAttention(2), Shape.of(5, 8)),
        new CompositeCase("squeeze_excitation", new SqueezeExcitation(4), Shape.image(8, 5, 4)),
        new CompositeCase("group_norm", new GroupNorm(3, 1e-5f), Shape.image(6, 5, 4)),
        new CompositeCase("pixel_shuffle", new PixelShuffle(2), Shape.image(12, 3, 4)));
  }

  /** The composite alone. */
  Network bare() {
    return Network.builder(name, input).composite(COMPOSITE, layer).build();
  }

  /** The composite between two layers that learn, ending in logits. */
  Network classifier() {
    var builder = Network.builder(name, input);
    if (input.rank() == 2) {
      builder.add("before", Linear.of(input.get(1)));
    } else {
      builder.add("before", Conv2d.of(input.channels(), 1));
    }
    return builder
        .composite(COMPOSITE, layer)
        .add("flat", new Flatten())
        .add("logits", Linear.of(CLASSES))
        .build();
  }

  /** PyTorch's array for a parameter of the bare network, or for {@code x} and {@code y}. */
  float[] golden(String tensor) {
    String file = name + "/" + tensor.replace(COMPOSITE + "/", "") + ".npy";
    try (InputStream stream = CompositeCase.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + file + " beside " + CompositeCase.class);
      }
      return Npy.of(stream.readAllBytes(), file).floats();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
