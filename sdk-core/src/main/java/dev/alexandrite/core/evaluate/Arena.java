package dev.alexandrite.core.evaluate;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;

/** The scratch memory of one call at a time: a compiled program and its host arrays. */
public final class Arena {
  private final Program program;
  private final InferencePlan plan;
  private final RunState state = new RunState();
  private final float[] images;
  private final float[] logits;

  /**
   * Wraps a program.
   *
   * @param plan what was planned
   * @param program the plan, compiled
   */
  public Arena(InferencePlan plan, Program program) {
    this.plan = plan;
    this.program = program;
    int capacity = plan.graph().capacity();
    this.images = new float[capacity * elements(plan, plan.input())];
    this.logits = new float[capacity * elements(plan, plan.output())];
  }

  private static int elements(InferencePlan plan, int value) {
    return plan.graph().values().get(value).spec().shape().elements();
  }

  /**
   * How many images it takes at once.
   *
   * @return rows
   */
  public int capacity() {
    return plan.graph().capacity();
  }

  /**
   * Where to put the images before {@link #run}.
   *
   * @return {@code float32[capacity, C, H, W]}
   */
  public float[] images() {
    return images;
  }

  /**
   * The size of one image.
   *
   * @return {@code C·H·W}
   */
  public int imageElements() {
    return elements(plan, plan.input());
  }

  /**
   * Computes the logits of the first rows.
   *
   * @param rows how many images there are
   * @return {@code float32[capacity, classes]}, overwritten by the next call
   */
  public float[] run(int rows) {
    state.rows = rows;
    program.upload(plan.input(), images, rows);
    program.run(state);
    program.download(plan.output(), rows, logits);
    return logits;
  }

  /**
   * What the host arrays of an arena take.
   *
   * @param plan what is planned
   * @return bytes
   */
  public static long hostBytes(InferencePlan plan) {
    long row = elements(plan, plan.input()) + (long) elements(plan, plan.output());
    return (long) Float.BYTES * plan.graph().capacity() * row;
  }
}
