package dev.alexandrite.core.devices;

import dev.alexandrite.core.plan.LossGraph;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import org.jspecify.annotations.Nullable;

/**
 * The loss of the whole batch, computed on the first device: logits come to it, their gradients go
 * back. They are few, and so the loss and its mean are those of one device, bit for bit.
 */
final class LossStage {
  private static final int ROOT = 0;

  private final Channel channel;
  private final Partition partition;
  private final @Nullable RootLoss root;

  LossStage(
      Channel channel,
      Partition partition,
      @Nullable LossGraph plan,
      int classes,
      Backend backend,
      TensorStore store) {
    this.channel = channel;
    this.partition = partition;
    this.root =
        plan == null
            ? null
            : new RootLoss(plan, Programs.compile(backend, plan.graph(), store), classes);
  }

  /** Turns a device's logits into the gradient by them. */
  void run(StepInputs inputs, float[] output, float[] outputGradient) {
    int rows = inputs.state.rows;
    int rank = channel.rank();
    if (root == null) {
      channel.post(ROOT, output, 0, 0, partition.elements(rank, rows), 1);
      channel.take(ROOT).copyTo(outputGradient, 0, partition.length(rank, rows));
      channel.done(ROOT);
      channel.settle();
      return;
    }
    for (int from = 0; from < channel.size(); from++) {
      if (from == rank) {
        partition.place(output, from, rows, root.logits);
      } else {
        partition.place(channel.take(from).array(), from, rows, root.logits);
        channel.done(from);
      }
    }
    root.run(inputs);
    for (int to = 0; to < channel.size(); to++) {
      if (to != rank) {
        partition.post(channel, to, rows, root.gradient);
      }
    }
    partition.cut(root.gradient, rank, rows, outputGradient);
    channel.settle();
  }

  /** The losses of the batch's examples; empty on all but the first device. */
  float[] losses() {
    return root == null ? new float[0] : root.losses;
  }

  /** The loss where it is computed. */
  private static final class RootLoss {
    private final LossGraph plan;
    private final Program program;
    private final float[] logits;
    private final float[] gradient;
    private final float[] losses;
    private final RunState state = new RunState();

    RootLoss(LossGraph plan, Program program, int classes) {
      this.plan = plan;
      this.program = program;
      int capacity = plan.graph().capacity();
      this.logits = new float[capacity * classes];
      this.gradient = new float[capacity * classes];
      this.losses = new float[capacity];
    }

    void run(StepInputs inputs) {
      inputs.copyScalars(state);
      state.rows = inputs.state.rows;
      program.upload(plan.logits(), logits, state.rows);
      program.upload(plan.labels(), inputs.labels, state.rows);
      program.run(state);
      program.download(plan.losses(), state.rows, losses);
      program.download(plan.gradient(), state.rows, gradient);
    }
  }
}
