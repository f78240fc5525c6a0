package dev.alexandrite.observe.tune;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a layer takes. A layer that is computed within another one, as ReLU is behind a convolution,
 * or not at all, as flattening, has no passes of its own.
 *
 * @param layer its name; {@code loss} for what is behind the last one
 * @param forward the forward pass
 * @param backward the gradients; empty in classification
 * @param update new parameters; empty in classification, and where there are none
 */
public record LayerTime(
    String layer,
    Optional<PassTime> forward,
    Optional<PassTime> backward,
    Optional<PassTime> update) {
  /**
   * Everything together.
   *
   * @return seconds a step
   */
  public double seconds() {
    return Stream.of(forward, backward, update)
        .flatMap(Optional::stream)
        .mapToDouble(PassTime::seconds)
        .sum();
  }
}
