package dev.alexandrite.interop.onnx;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of the graph. Where its first axis is the batch, that axis is left out here, since a
 * network of ours knows one example: {@code [N, C, H, W]} has {@code perExample} and the sizes
 * {@code [C, H, W]}.
 */
sealed interface Value permits Value.Known, Value.Computed {
  /** Whether the graph's tensor has the batch axis in front of {@link #sizes()}. */
  boolean perExample();

  List<Integer> sizes();

  /** Whether its elements are 0 and 1, for false and true. */
  boolean isTruth();

  /** As many axes as the graph's tensor has. */
  default int rank() {
    return sizes().size() + (perExample() ? 1 : 0);
  }

  default int count() {
    return Sizes.count(sizes());
  }

  /** How messages show it. */
  default String text() {
    String own = Sizes.text(sizes());
    return !perExample() ? "[" + own + "]" : own.isEmpty() ? "[N]" : "[N×" + own + "]";
  }

  /** A tensor whose values are known. */
  sealed interface Known extends Value permits Floats, Integers {
    Known withSizes(boolean perExample, List<Integer> sizes);

    /** Elements in another order. */
    Known view(boolean perExample, Strides strides);
  }

  /**
   * Floating-point numbers.
   *
   * @param name of the initializer, for the names of layers; null if it has none or was computed
   */
  record Floats(boolean perExample, List<Integer> sizes, FloatData data, @Nullable String name)
      implements Known {
    @Override
    public boolean isTruth() {
      return false;
    }

    @Override
    public Floats withSizes(boolean batched, List<Integer> other) {
      return new Floats(batched, List.copyOf(other), data, name);
    }

    @Override
    public Floats view(boolean batched, Strides strides) {
      return new Floats(batched, strides.sizes(), new FloatData.View(data, strides, 1), name);
    }
  }

  /**
   * The output of a layer, or the network's input.
   *
   * @param shape without the batch axis
   * @param layer its number in the draft
   * @param isTruth whether all its elements are 0 and 1, for false and true
   */
  record Computed(boolean perExample, Shape shape, int layer, boolean isTruth) implements Value {
    @Override
    public List<Integer> sizes() {
      return shape.dimensions();
    }
  }
}
