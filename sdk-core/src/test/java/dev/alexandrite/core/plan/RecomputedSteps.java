package dev.alexandrite.core.plan;

import dev.alexandrite.core.program.Programs;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Some steps of training on the scalar backend, with segments of the test's own choice. */
final class RecomputedSteps {
  static final int ROWS = 3;
  private static final int STEPS = 3;

  private final Network network;
  private final TrainingRewrite rewrite;

  RecomputedSteps(Network network) {
    this.network = network;
    UpdateRule rule = new UpdateRule(Sgd.pytorch(0.05).momentum(0.9), false, 0, 0, 0.9);
    LossOp loss = new LossOp.SoftmaxCrossEntropy(network.classes(), 0.1f, List.of());
    rewrite = new TrainingRewrite(network, loss, rule);
    rewrite.forward();
    rewrite.backward();
  }

  /** How many steps of the graph there are so far. */
  int size() {
    return rewrite.graph().steps().size();
  }

  Recomputation recomputation() {
    return rewrite.recomputation(ROWS);
  }

  /** The bits of the losses and of all that a run keeps. */
  Map<String, List<Integer>> train(long seed) {
    rewrite.postponeLargeGradients(ROWS);
    OpGraph graph = rewrite.place(ROWS).plan("steps");
    List<TensorSpec> persistent = Planner.withParameters(network, rewrite.graph());
    Map<String, List<Integer>> found = new TreeMap<>();
    try (Backend backend = new ScalarBackendProvider().create(new BackendOptions(1))) {
      TensorStore store = new TensorStore(backend, persistent);
      Program step = Programs.compile(backend, graph, store);
      Random random = new Random(seed);
      fill(store, random);
      RunState state = new RunState();
      state.rows = ROWS;
      state.seed = seed;
      state.learningRate = 0.05f;
      for (int i = 0; i < STEPS; i++) {
        state.batch = i;
        step.upload(rewrite.input(), images(random), ROWS);
        step.upload(rewrite.labels(), new float[] {0, 1, 2}, ROWS);
        step.run(state);
        float[] losses = new float[ROWS];
        step.download(rewrite.losses(), ROWS, losses);
        found.put("losses of step " + i, bits(losses));
      }
      persistent.forEach(each -> found.put(each.name(), bits(store.download(each.name()))));
    }
    return found;
  }

  private void fill(TensorStore store, Random random) {
    int number = 0;
    for (ParameterSpec parameter : network.parameters()) {
      float[] values = new float[parameter.shape().elements()];
      parameter
          .initializer()
          .fill(values, 0, parameter.fanIn(), parameter.fanOut(), random.nextLong(), number++);
      store.upload(parameter.name(), values);
    }
    for (ParameterSpec state : network.state()) {
      float[] values = new float[state.shape().elements()];
      Arrays.fill(values, 1);
      store.upload(state.name(), values);
    }
  }

  private float[] images(Random random) {
    float[] images = new float[ROWS * network.input().elements()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  private static List<Integer> bits(float[] values) {
    Integer[] bits = new Integer[values.length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
    return List.of(bits);
  }
}
