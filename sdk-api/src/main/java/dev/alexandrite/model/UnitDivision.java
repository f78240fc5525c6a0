package dev.alexandrite.model;

import java.util.function.IntFunction;

/**
 * How a layer may be divided among devices by its units: the places of its first axis, which are
 * the channels of {@code [C, H, W]} and the features of {@code [C]}. Model parallelism reads it;
 * {@link Layer#unitDivision} answers it for each layer.
 */
public sealed interface UnitDivision {
  /** It may not: one device has to compute the whole layer. */
  record Undivided() implements UnitDivision {}

  /**
   * Each unit is computed from the input's unit of the same number alone, so that a device runs the
   * same layer over the units it has. The output's first axis may be a multiple of the input's,
   * where one unit becomes several, as in {@link Flatten}.
   */
  record UnitByUnit() implements UnitDivision {}

  /**
   * Units are made from all inputs, or in groups from the inputs of the same group. A device makes
   * some of the units, and owns the parameters of these.
   *
   * @param units how many there are
   * @param groups equal parts of inputs and units that do not see each other; 1 if every unit sees
   *     all inputs
   * @param part a layer that makes some of the units
   */
  record FromAll(int units, int groups, Part part) implements UnitDivision {
    /** What one device computes of the layer. */
    @FunctionalInterface
    public interface Part {
      /**
       * A layer like the whole but for its size.
       *
       * @param units how many units it makes
       * @param groups in how many groups
       * @return the layer
       */
      Layer of(int units, int groups);
    }
  }

  /**
   * Units see each other in equal contiguous towers. A device runs some of the towers.
   *
   * @param towers how many there are
   * @param part the layer with fewer towers
   */
  record InTowers(int towers, IntFunction<Layer> part) implements UnitDivision {}

  /**
   * A unit is computed from its neighbours too. A device runs the same layer over its units and the
   * neighbours that other devices send.
   *
   * @param reach how many units before and behind it a unit sees
   */
  record FromNeighbors(int reach) implements UnitDivision {}
}
