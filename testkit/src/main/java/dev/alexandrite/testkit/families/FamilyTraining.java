package dev.alexandrite.testkit.families;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Sgd;
import java.util.List;

/** Batches of counted numbers, seen by a network of counted weights. */
final class FamilyTraining {
  private static final double RATE = 0.001;

  private final int rows;
  private final Network network;
  private final TrainingGraphs graphs;
  private final TensorStore store;
  private final Program step;
  private final RunState state = new RunState();

  /**
   * Plans.
   *
   * @param gather whether gradients are kept instead of used
   */
  FamilyTraining(Backend backend, Family family, int pixels, int rows, boolean gather) {
    this.rows = rows;
    this.network = family.network(pixels);
    var loss = new LossOp.SoftmaxCrossEntropy(Family.CLASSES, 0, List.of());
    var rule = new UpdateRule(Sgd.pytorch(RATE).momentum(0.9).weightDecay(1e-4), gather, 0, 0, 0);
    graphs = Planner.training(network, loss, rule, rows);
    store = new TensorStore(backend, graphs.persistent());
    step = Programs.compile(backend, graphs.step(), store);
    state.rows = rows;
    state.learningRate = (float) RATE;
    upload(store, network, family);
  }

  static void upload(TensorStore store, Network network, Family family) {
    for (ParameterSpec parameter : network.parameters()) {
      store.upload(parameter.name(), family.weights(parameter));
    }
    for (ParameterSpec statistic : network.state()) {
      store.upload(statistic.name(), family.weights(statistic));
    }
  }

  Network network() {
    return network;
  }

  /** Runs one batch and returns the mean loss of before. */
  double run(String input, int firstLabel) {
    float[] labels = new float[rows];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = (row + firstLabel) % Family.CLASSES;
    }
    int count = rows * network.input().elements();
    step.upload(graphs.input(), Counted.inputs(input, count), rows);
    step.upload(graphs.labels(), labels, rows);
    step.run(state);
    state.batch++;
    state.updates++;
    float[] losses = new float[rows];
    step.download(graphs.losses(), rows, losses);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / rows;
  }

  float[] gradient(ParameterSpec parameter) {
    return store.download("gradient/" + parameter.name());
  }

  float[] statistic(ParameterSpec tensor) {
    return store.download(tensor.name());
  }
}
