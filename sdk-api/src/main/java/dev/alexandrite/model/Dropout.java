package dev.alexandrite.model;

import dev.alexandrite.tensor.Shape;
import java.util.List;

/**
 * Sets units to zero at random in training (AlexNet paper, section 4.2; arXiv 1207.0580).
 *
 * <pre>{@code
 * net.dropout("drop6", Dropout.of(0.5)); // float32[4096] to float32[4096]
 * }</pre>
 *
 * @param rate the probability of dropping a unit, in [0, 1); 0 does nothing
 * @param mode where the missing units are made up for
 */
public record Dropout(double rate, Mode mode) implements Layer {
  /** Where the missing units are made up for. */
  public enum Mode {
    /** Unscaled in training, multiplied by 1 - rate at test: the form of 2012. */
    ORIGINAL,
    /** Divided by 1 - rate in training, untouched at test: the form of Caffe and PyTorch. */
    INVERTED
  }

  /**
   * Missing units are made up for in training: {@link Mode#INVERTED}.
   *
   * @param rate the probability of dropping a unit, in [0, 1)
   * @return the layer
   */
  public static Dropout of(double rate) {
    return new Dropout(rate, Mode.INVERTED);
  }

  /**
   * The same layer in another form.
   *
   * @param newMode where the missing units are made up for
   * @return the changed copy
   */
  public Dropout mode(Mode newMode) {
    return new Dropout(rate, newMode);
  }

  /**
   * The probability of keeping a unit.
   *
   * @return {@code 1 - rate}
   */
  public double keep() {
    return 1 - rate;
  }

  @Override
  public Shape infer(String node, List<Shape> inputs) {
    Require.that(
        rate >= 0 && rate < 1,
        node,
        "dropout rate is " + rate + ", expected the share of units to drop, from 0 to below 1");
    return Require.single(node, this, inputs);
  }

  @Override
  public UnitDivision unitDivision() {
    return new UnitDivision.UnitByUnit();
  }

  @Override
  public String kind() {
    return "dropout";
  }
}
