package dev.alexandrite.core.devices;

import dev.alexandrite.core.devices.LeafShares.Span;
import dev.alexandrite.core.plan.SectionGraph;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One section on one device, for the examples of one subtree of the batch, or for all of them. */
final class Shard {
  private final SectionGraph plan;
  private final Program program;
  private final @Nullable Span span;
  private final RunState state = new RunState();

  Shard(SectionGraph plan, Backend backend, TensorStore store, @Nullable Span span) {
    this.plan = plan;
    this.program = Programs.compile(backend, plan.graph(), store);
    this.span = span;
  }

  /** The examples of this shard in the batch. */
  int rows(int batch) {
    return span == null ? batch : span.rows(batch);
  }

  /** The first example of this shard in the batch. */
  int firstRow(int batch) {
    return span == null ? 0 : span.firstRow(batch);
  }

  /** The most examples of this shard in any batch up to so many. */
  int mostRows(int batch) {
    return span == null ? batch : span.mostRows(batch);
  }

  /** Computes the output of the shard's examples. */
  void forward(StepInputs inputs, float[] input, float[] output) {
    int batch = inputs.state.rows;
    inputs.copyScalars(state);
    state.rows = rows(batch);
    state.firstRow = firstRow(batch);
    state.batchRows = span == null ? 0 : batch;
    program.upload(plan.input(), input, state.rows);
    program.run(state, 0, plan.forwardSteps());
    program.download(plan.output(), state.rows, output);
  }

  /** What is done with a bucket as soon as its gradients are there. */
  @FunctionalInterface
  interface Finished {
    void bucket(Bucket bucket);
  }

  /**
   * Computes the gradients by the parameters, and by the input if anybody needs it.
   *
   * @param outputGradient the gradient by the output of the shard's examples
   * @param buckets receive the gradients by the parameters
   * @param term which of the device's subtrees this is
   * @param finished is told of each bucket in turn
   * @param inputGradient receives the gradient by the input; null if nobody needs it
   */
  void backward(
      float[] outputGradient,
      List<GradientBucket> buckets,
      int term,
      Finished finished,
      float @Nullable [] inputGradient) {
    program.upload(plan.outputGradient(), outputGradient, state.rows);
    int at = plan.forwardSteps();
    for (int i = 0; i < buckets.size(); i++) {
      GradientBucket bucket = buckets.get(i);
      program.run(state, at, bucket.readyAt());
      at = bucket.readyAt();
      for (int gradient = 0; gradient < bucket.size(); gradient++) {
        program.download(bucket.value(gradient), state.rows, bucket.terms(gradient)[term]);
      }
      finished.bucket(bucket);
    }
    program.run(state, at, plan.graph().steps().size());
    if (inputGradient != null) {
      program.download(plan.inputGradient(), state.rows, inputGradient);
    }
  }
}
