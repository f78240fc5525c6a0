package dev.alexandrite.testkit.composites;

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
import dev.alexandrite.tensor.RandomStream;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.train.Sgd;
import java.util.List;

/** A network that sees one batch of random examples again and again. */
final class TrainedBatch {
  private static final int ROWS = 9;
  private static final long SEED = 2012;

  private final Network network;
  private final TrainingGraphs graphs;
  private final TensorStore store;
  private final Program step;
  private final RunState state = new RunState();
  private final float[] examples;
  private final float[] labels = new float[ROWS];

  /**
   * Plans.
   *
   * @param gather whether gradients are kept instead of used
   */
  TrainedBatch(Backend backend, Network network, boolean gather) {
    this.network = network;
    var loss = new LossOp.SoftmaxCrossEntropy(CompositeCase.CLASSES, 0, List.of());
    var rule = new UpdateRule(Sgd.pytorch(0.1).momentum(0.9), gather, 0, 0, 0);
    graphs = Planner.training(network, loss, rule, ROWS);
    store = new TensorStore(backend, graphs.persistent());
    step = Programs.compile(backend, graphs.step(), store);
    state.rows = ROWS;
    state.learningRate = 0.05f;
    int number = 0;
    for (ParameterSpec parameter : network.parameters()) {
      float[] values = new float[parameter.shape().elements()];
      parameter
          .initializer()
          .fill(values, 0, parameter.fanIn(), parameter.fanOut(), SEED, number++);
      store.upload(parameter.name(), values);
    }
    examples = uniform(ROWS * network.input().elements(), 0);
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % CompositeCase.CLASSES;
    }
  }

  /** Uniform numbers in [-1, 1). */
  static float[] uniform(int count, int stream) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int word = RandomStream.word(SEED, Purpose.DRAW, stream, 0, 0, i);
      values[i] = (word >>> 8) * 0x1p-23f - 1;
    }
    return values;
  }

  /** Runs once and returns the mean loss of before. */
  double run() {
    step.upload(graphs.input(), examples, ROWS);
    step.upload(graphs.labels(), labels, ROWS);
    step.run(state);
    state.batch++;
    state.updates++;
    float[] losses = new float[ROWS];
    step.download(graphs.losses(), ROWS, losses);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / ROWS;
  }

  List<ParameterSpec> parameters() {
    return network.parameters();
  }

  float[] gradient(ParameterSpec parameter) {
    String name = "gradient/" + parameter.name();
    store.upload(name, new float[parameter.shape().elements()]);
    run();
    return store.download(name);
  }

  /** The central difference of the loss along a direction. */
  double difference(ParameterSpec parameter, float[] direction, double distance) {
    float[] weights = store.download(parameter.name());
    double above = at(parameter, weights, direction, distance);
    double below = at(parameter, weights, direction, -distance);
    store.upload(parameter.name(), weights);
    return (above - below) / (2 * distance);
  }

  private double at(ParameterSpec parameter, float[] weights, float[] direction, double distance) {
    float[] moved = new float[weights.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (weights[i] + distance * direction[i]);
    }
    store.upload(parameter.name(), moved);
    return run();
  }
}
