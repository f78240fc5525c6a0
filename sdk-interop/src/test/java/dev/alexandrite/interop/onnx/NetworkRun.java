package dev.alexandrite.interop.onnx;

import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.WeightTransfer;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;

/** A network with weights, run on numbers that need not be pictures. */
final class NetworkRun {
  private NetworkRun() {}

  static float[] outputs(
      Backend backend, Network network, WeightSource weights, int rows, float[] input) {
    InferencePlan plan = Planner.inference(network, rows);
    TensorStore store = new TensorStore(backend, plan.persistent());
    WeightReport report = WeightReport.of(network, weights, WeightRule.exact());
    report.requireFit();
    WeightTransfer.run(report, weights, NamedTensors.of(store));
    Program program = Programs.compile(backend, plan.graph(), store);
    program.upload(plan.input(), input, rows);
    RunState state = new RunState();
    state.rows = rows;
    program.run(state);
    float[] output = new float[rows * network.shape(network.output()).elements()];
    program.download(plan.output(), rows, output);
    return output;
  }
}
