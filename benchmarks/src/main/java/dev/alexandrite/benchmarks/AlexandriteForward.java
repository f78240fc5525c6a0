package dev.alexandrite.benchmarks;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.WeightForm;

/** The planned program behind a classifier: batch in, logits out. */
final class AlexandriteForward implements Workload {
  private final int rows;
  private final float[] pixels;
  private final float[] logits;
  private final InferencePlan plan;
  private final Backend backend;
  private final Program program;
  private final RunState state = new RunState();

  /** With the weights in the form that the work asks for. */
  AlexandriteForward(Work work, int rows, Settings settings, SharedFiles files) {
    this(work.requireNet(), plan(work, rows), rows, settings, files);
  }

  /** With weights as they are trained. */
  AlexandriteForward(Net net, int rows, Settings settings, SharedFiles files) {
    this(net, Planner.inference(net.network(), rows), rows, settings, files);
  }

  private AlexandriteForward(
      Net net, InferencePlan plan, int rows, Settings settings, SharedFiles files) {
    this.rows = rows;
    this.pixels = net.pixels(rows);
    this.logits = new float[rows * net.network().classes()];
    this.plan = plan;
    this.backend = AlexandriteTrainStep.measured().create(new BackendOptions(settings.threads()));
    TensorStore store = new TensorStore(backend, plan.persistent());
    files.weights(net, store);
    this.program = Programs.compile(backend, plan.graph(), store);
    state.rows = rows;
  }

  private static InferencePlan plan(Work work, int rows) {
    Network network = work.requireNet().network();
    return switch (work) {
      case ONE_IMAGE_BFLOAT16 -> Planner.inference(network, rows, WeightForm.BFLOAT16);
      case ONE_IMAGE_INT8 -> Planner.inference(network, rows, WeightForm.INT8);
      default -> Planner.inference(network, rows);
    };
  }

  @Override
  public void run() {
    program.upload(plan.input(), pixels, rows);
    program.run(state);
    program.download(plan.output(), rows, logits);
  }

  /** Of the last run, {@code float32[rows, classes]}. */
  float[] logits() {
    return logits;
  }

  @Override
  public double size() {
    return rows;
  }

  @Override
  public double check() {
    return logits[0];
  }

  @Override
  public void close() {
    backend.close();
  }
}
