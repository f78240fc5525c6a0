package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A trained vector for each of some numbers: {@code [T]} whole numbers below {@code count} to
 * {@code [T, width]}. Weights are {@code float32[count, width]}.
 *
 * @param count how many vectors
 * @param width the length of each
 * @param options how they start and learn; what is said of weights counts
 */
public record Embedding(int count, int width, ParameterOptions options) implements Layer {
  /**
   * Vectors that start from N(0, 1), as PyTorch's do.
   *
   * @param count how many vectors
   * @param width the length of each
   * @return the layer
   */
  public static Embedding of(int count, int width) {
    return new Embedding(
        count, width, ParameterOptions.DEFAULT.weights(new Initializer.Gaussian(1)));
  }

  /**
   * The same layer with other initial vectors.
   *
   * @param initializer what they start from
   * @return the changed copy
   */
  public Embedding weights(Initializer initializer) {
    return options(options.weights(initializer));
  }

  /**
   * The same layer with other options.
   *
   * @param newOptions how the vectors start and learn
   * @return the changed copy
   */
  public Embedding options(ParameterOptions newOptions) {
    return new Embedding(count, width, newOptions);
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.multipliers(node, options);
    Require.positive(node, "the number of vectors", count);
    Require.positive(node, "the length of a vector", width);
    Require.numbered(node, count);
    Shape numbers = Require.single(node, this, inputs);
    Shape table = Require.shape(node, "the weights", count, width);
    return Require.shape(node, "the output", picked(table, numbers, 0));
  }

  /** A table's sizes with one axis replaced by the shape of what is picked. */
  static long[] picked(Shape table, Shape numbers, int axis) {
    LongStream before = table.dimensions().subList(0, axis).stream().mapToLong(size -> size);
    LongStream picks = numbers.dimensions().stream().mapToLong(size -> size);
    LongStream after =
        table.dimensions().subList(axis + 1, table.rank()).stream().mapToLong(size -> size);
    return LongStream.concat(LongStream.concat(before, picks), after).toArray();
  }

  @Override
  public List<ParameterSpec> parameters(String node, List<Shape> inputs) {
    return List.of(ParameterSpec.weight(node, Shape.of(count, width), options, count, width));
  }

  @Override
  public String kind() {
    return "embedding";
  }
}
