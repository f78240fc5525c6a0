package dev.alexandrite.core.train;

import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.core.weights.Magnitude;
import java.util.Optional;

/**
 * Hands values on as long as they are finite, and no larger than they may be.
 *
 * @param tensor whose they are
 * @param layer the layer that it belongs to
 * @param limit the largest magnitude
 * @param values handed on
 */
record FiniteValues(String tensor, String layer, float limit, TensorValues values)
    implements TensorValues {
  /** The largest weight that has a square; with larger ones, nothing finite can be computed. */
  static final float LARGEST_WEIGHT = 0x1.fffffep63f;

  @Override
  public void forEach(Piece piece) {
    values.forEach(
        (from, part) -> {
          require(part);
          piece.accept(from, part);
        });
  }

  /** What {@link #require} complains of, if it does. */
  Optional<String> found() {
    try {
      require();
      return Optional.empty();
    } catch (NotFiniteException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Looks at all values and hands them to nobody. */
  void require() {
    values.forEach((from, part) -> require(part));
  }

  private void require(float[] part) {
    float largest = Magnitude.largest(part);
    if (!(largest <= limit)) {
      throw new NotFiniteException(tensor, layer, largest, limit);
    }
  }
}
