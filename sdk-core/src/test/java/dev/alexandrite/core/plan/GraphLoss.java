package dev.alexandrite.core.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.CoreTolerances;
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
import java.util.Random;

/** The loss of one network on one random batch, as a function of its stored parameters. */
final class GraphLoss {
  private static final int ROWS = 5;

  final TensorStore store;
  private final Program step;
  private final TrainingGraphs graphs;
  private final RunState state = new RunState();
  private final float[] images;
  private final float[] labels = new float[ROWS];

  GraphLoss(Backend backend, Network network, Random random) {
    LossOp op = new LossOp.SoftmaxCrossEntropy(RandomNetworks.CLASSES, 0.1f, List.of());
    UpdateRule gather = new UpdateRule(Sgd.pytorch(0.1), true, 0, 0, 0);
    graphs = Planner.training(network, op, gather, ROWS);
    store = new TensorStore(backend, graphs.persistent());
    step = Programs.compile(backend, graphs.step(), store);
    state.rows = ROWS;
    int number = 0;
    for (ParameterSpec parameter : network.parameters()) {
      float[] values = new float[parameter.shape().elements()];
      parameter
          .initializer()
          .fill(values, 0, parameter.fanIn(), parameter.fanOut(), random.nextLong(), number++);
      store.upload(parameter.name(), values);
    }
    images = new float[ROWS * network.input().elements()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < ROWS; i++) {
      labels[i] = random.nextInt(RandomNetworks.CLASSES);
    }
  }

  /** Uploads and runs: the arena gives the memory of the batch to later values. */
  private void run() {
    step.upload(graphs.input(), images, ROWS);
    step.upload(graphs.labels(), labels, ROWS);
    step.run(state);
  }

  double value() {
    float[] losses = new float[ROWS];
    run();
    step.download(graphs.losses(), ROWS, losses);
    double sum = 0;
    for (float loss : losses) {
      sum += loss;
    }
    return sum / ROWS;
  }

  /** The central difference along a direction. */
  double difference(ParameterSpec parameter, float[] weights, float[] direction, double distance) {
    store.upload(parameter.name(), moved(weights, direction, distance));
    double above = value();
    store.upload(parameter.name(), moved(weights, direction, -distance));
    double below = value();
    store.upload(parameter.name(), weights);
    return (above - below) / (2 * distance);
  }

  float[] gradient(ParameterSpec parameter) {
    String name = GatheredUpdate.gradientName(parameter);
    store.upload(name, new float[parameter.shape().elements()]);
    run();
    return store.download(name);
  }

  /**
   * Compares the gradient by a parameter with the central difference along a random direction; the
   * errors of second order cancel (Richardson).
   */
  void assertGradient(Network network, ParameterSpec parameter, Random random, double step) {
    float[] weights = store.download(parameter.name());
    float[] direction = direction(weights.length, random);
    double expected = dot(gradient(parameter), direction);
    double near = difference(parameter, weights, direction, step);
    double far = difference(parameter, weights, direction, 2 * step);
    double difference = (4 * near - far) / 3;
    assertTrue(
        Math.abs(expected - difference)
            <= CoreTolerances.GRAPH_GRADIENT
                * Math.max(CoreTolerances.SMALL_SLOPE, Math.abs(difference)),
        () ->
            "%s: gradient %g, difference %g in%n%s"
                .formatted(parameter.name(), expected, difference, network.summary()));
  }

  /** A direction of length 1 with components of equal size and random sign. */
  private static float[] direction(int length, Random random) {
    float[] direction = new float[length];
    for (int i = 0; i < length; i++) {
      direction[i] = (float) ((random.nextBoolean() ? 1 : -1) / Math.sqrt(length));
    }
    return direction;
  }

  private static float[] moved(float[] from, float[] direction, double distance) {
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) (from[i] + distance * direction[i]);
    }
    return to;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
