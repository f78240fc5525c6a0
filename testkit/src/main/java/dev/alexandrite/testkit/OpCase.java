package dev.alexandrite.testkit;

import dev.alexandrite.spi.DropoutOp;
import dev.alexandrite.spi.Op;
import dev.alexandrite.spi.RunState;

/**
 * One operator at one geometry, with everything that its result depends on.
 *
 * @param name what a failing test is called; its inputs are drawn from it too
 * @param op the description
 * @param capacity the rows to plan for
 * @param rows the rows to run
 * @param fill what the inputs look like
 * @param learningRate the step's rate
 * @param updates optimiser updates made before
 */
public record OpCase(
    String name, Op op, int capacity, int rows, Fill fill, float learningRate, long updates) {
  /** What the inputs look like. */
  public enum Fill {
    /** Uniform in [-1, 1). */
    UNIFORM,
    /** Multiples of a half in [-1, 1]: many ties and zeros. */
    COARSE,
    /** Uniform in [-20, 20), where smooth functions saturate. */
    WIDE,
    /** Uniform in [0.1, 1.1), for functions of positive numbers and for long sums. */
    POSITIVE,
    /**
     * Uniform in [-100, 100): beyond what an exponential holds, and below what a logarithm takes.
     */
    LARGE,
    /** NaN, infinities, zeros of both signs and few other numbers. */
    SPECIAL;

    /** Whether every result must be a finite number. */
    boolean isTame() {
      return this != LARGE && this != SPECIAL;
    }
  }

  static OpCase of(Op op, Rows rows) {
    return of(op + ", " + rows, op, rows.capacity(), rows.rows());
  }

  /**
   * A case with uniform inputs, a rate of 0.05 and three updates made before.
   *
   * @param name what a failing test is called; its inputs are drawn from it too
   * @param op the description
   * @param capacity the rows to plan for
   * @param rows the rows to run
   * @return the case
   */
  public static OpCase of(String name, Op op, int capacity, int rows) {
    return new OpCase(name, op, capacity, rows, Fill.UNIFORM, 0.05f, 3);
  }

  OpCase coarse() {
    return filled("ties", Fill.COARSE);
  }

  OpCase positive() {
    return filled("positive", Fill.POSITIVE);
  }

  OpCase large() {
    return filled("large", Fill.LARGE);
  }

  OpCase special() {
    return filled("special", Fill.SPECIAL);
  }

  private OpCase filled(String how, Fill with) {
    return new OpCase(name + ", " + how, op, capacity, rows, with, learningRate, updates);
  }

  /**
   * The case with other inputs.
   *
   * @return the same with {@link Fill#WIDE}
   */
  public OpCase wide() {
    return new OpCase(name + ", wide", op, capacity, rows, Fill.WIDE, learningRate, updates);
  }

  OpCase at(float rate, long update) {
    return new OpCase(
        name + ", rate " + rate + ", update " + update, op, capacity, rows, fill, rate, update);
  }

  /**
   * Scalars of a run.
   *
   * @return new ones, the same for every run of the case
   */
  public RunState state() {
    RunState state = new RunState();
    state.rows = rows;
    state.firstRow = op instanceof DropoutOp ? 5 : 0;
    state.seed = 0x5eed_0f_a_c4_5eL;
    state.batch = 11;
    state.epoch = 4;
    state.updates = updates;
    state.learningRate = learningRate;
    state.gradientScale = 0.5f;
    return state;
  }
}
