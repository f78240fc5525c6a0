package dev.alexandrite.spi;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Average pooling to a given size, whatever the size of the maps: row i of the output is the mean
 * of rows {@code floor(i·H / outHeight)} to {@code ceil((i+1)·H / outHeight) - 1}, columns alike,
 * as in PyTorch.
 */
public sealed interface AdaptivePoolingOp extends Op {
  /**
   * One example.
   *
   * @return {@code [channels, height, width]}
   */
  Shape input();

  /**
   * The output's height.
   *
   * @return rows
   */
  int outHeight();

  /**
   * The output's width.
   *
   * @return columns
   */
  int outWidth();

  /**
   * The output of one example.
   *
   * @return {@code [channels, outHeight, outWidth]}
   */
  default Shape output() {
    return Shape.image(input().channels(), outHeight(), outWidth());
  }

  /**
   * The first element of a window along one axis.
   *
   * @param place the window, from 0; the number of windows gives the end
   * @param size the axis of the input
   * @param out the axis of the output
   * @return {@code floor(place·size / out)}
   */
  static int start(int place, int size, int out) {
    return Math.toIntExact((long) place * size / out);
  }

  /**
   * The element behind a window along one axis.
   *
   * @param place the window, from 0
   * @param size the axis of the input
   * @param out the axis of the output
   * @return {@code ceil((place + 1)·size / out)}
   */
  static int end(int place, int size, int out) {
    return Math.toIntExact(((place + 1L) * size + out - 1) / out);
  }

  /**
   * Reads x, writes y.
   *
   * @param input one example
   * @param outHeight the output's height
   * @param outWidth the output's width
   */
  record Forward(Shape input, int outHeight, int outWidth) implements AdaptivePoolingOp {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the input is no maps, or the output is empty
     */
    public Forward {
      requireMaps(input, outHeight, outWidth);
    }
  }

  /**
   * Reads dy, writes dx.
   *
   * @param input one example
   * @param outHeight the output's height
   * @param outWidth the output's width
   */
  record Gradient(Shape input, int outHeight, int outWidth) implements AdaptivePoolingOp {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the input is no maps, or the output is empty
     */
    public Gradient {
      requireMaps(input, outHeight, outWidth);
    }
  }

  @Override
  default Signature signature() {
    return switch (this) {
      case Forward _ ->
          Signature.of(List.of(Signature.batched("x", input())), Signature.batched("y", output()));
      case Gradient _ ->
          Signature.of(
              List.of(Signature.batched("dy", output())), Signature.batched("dx", input()));
    };
  }

  private static void requireMaps(Shape input, int outHeight, int outWidth) {
    if (input.rank() != 3 || outHeight < 1 || outWidth < 1) {
      throw new IllegalArgumentException(
          "adaptive pooling makes maps of at least 1×1 of maps, found "
              + outHeight
              + "×"
              + outWidth
              + " of "
              + input);
    }
  }
}
