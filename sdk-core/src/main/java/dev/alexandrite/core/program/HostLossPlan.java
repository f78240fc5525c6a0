package dev.alexandrite.core.program;

import dev.alexandrite.spi.Buffer;
import dev.alexandrite.spi.HostLoss;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.OpPlan;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;

/** The application's own loss, computed between a counted download and a counted upload. */
final class HostLossPlan implements OpPlan {
  private final Program program;
  private final HostLoss loss;
  private final OpGraph.Step step;
  private final int classes;
  private final float[] logits;
  private final float[] labels;
  private final float[] losses;
  private final float[] gradient;

  HostLossPlan(LossOp.Host op, OpGraph.Step step, Program program) {
    int capacity = program.graph().capacity();
    this.program = program;
    this.loss = op.loss();
    this.step = step;
    this.classes = op.classes();
    this.logits = new float[capacity * classes];
    this.labels = new float[capacity];
    this.losses = new float[capacity];
    this.gradient = new float[capacity * classes];
  }

  /** What the arrays of a loss take. */
  static long elements(LossOp.Host op, int capacity) {
    return 2L * capacity * (op.classes() + 1);
  }

  @Override
  public String algorithm() {
    return "host";
  }

  @Override
  public void run(
      Buffer[] inputs, Buffer[] outputs, Buffer packed, Buffer scratch, RunState state) {
    program.download(step.inputs().get(0), state.rows, logits);
    program.download(step.inputs().get(1), state.rows, labels);
    loss.compute(logits, labels, state.rows, classes, losses, gradient);
    program.upload(step.outputs().get(0), losses, state.rows);
    program.upload(step.outputs().get(1), gradient, state.rows);
  }
}
