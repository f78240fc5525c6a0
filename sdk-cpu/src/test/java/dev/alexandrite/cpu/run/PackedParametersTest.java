package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Packed weights are those of the store, whoever changed it last. */
class PackedParametersTest {
  private static final int ROWS = 3;
  private static final int CLASSES = 4;

  /** A direct and a transformed convolution. */
  private static final Network NETWORK =
      Network.builder("packed", Shape.image(3, 12, 12))
          .conv2d("direct", Conv2d.of(32, 5).pad(2))
          .relu("relu1")
          .conv2d("transformed", Conv2d.of(40, 3).pad(1))
          .relu("relu2")
          .flatten("flatten")
          .linear("logits", Linear.of(CLASSES))
          .build();

  private final float[] images = normal(new Random(5), ROWS * NETWORK.input().elements(), 1);

  @Test
  void programsOverOneStoreFollowItsWeights() {
    try (Backend backend = Backends.open("cpu", 2)) {
      TensorStore store = store(backend, 1);
      Inference first = new Inference(backend, store);
      Inference second = new Inference(backend, store);
      float[] before = first.logits();
      assertArrayEquals(before, second.logits());

      fill(store, 2);
      float[] after = second.logits();
      assertTrue(!Arrays.equals(before, after));
      assertArrayEquals(after, first.logits());
      assertArrayEquals(after, new Inference(backend, store(backend, 2)).logits());
    }
  }

  @Test
  void aTrainingStepIsSeenByTheNextInference() {
    try (Backend backend = Backends.open("cpu", 2)) {
      LossOp loss = new LossOp.SoftmaxCrossEntropy(CLASSES, 0, List.of());
      UpdateRule sgd = new UpdateRule(Sgd.paper(0.1), false, 0, 0, 0);
      TrainingGraphs graphs = Planner.training(NETWORK, loss, sgd, ROWS);
      TensorStore store = new TensorStore(backend, graphs.persistent());
      fill(store, 1);
      Inference inference = new Inference(backend, store);
      float[] before = inference.logits();

      Program step = Programs.compile(backend, graphs.step(), store);
      step.upload(graphs.input(), images, ROWS);
      step.upload(graphs.labels(), new float[] {0, 1, 3}, ROWS);
      RunState state = state();
      state.learningRate = 0.1f;
      step.run(state);

      float[] after = inference.logits();
      assertTrue(!Arrays.equals(before, after));
      TensorStore copy = store(backend, 1);
      NETWORK.parameters().forEach(p -> copy.upload(p.name(), store.download(p.name())));
      assertArrayEquals(new Inference(backend, copy).logits(), after);
    }
  }

  private static TensorStore store(Backend backend, int seed) {
    TensorStore store = new TensorStore(backend, Planner.inference(NETWORK, ROWS).persistent());
    fill(store, seed);
    return store;
  }

  private static void fill(TensorStore store, int seed) {
    Random random = new Random(seed);
    for (ParameterSpec parameter : NETWORK.parameters()) {
      store.upload(parameter.name(), normal(random, parameter.shape().elements(), 0.1));
    }
  }

  private static RunState state() {
    RunState state = new RunState();
    state.rows = ROWS;
    return state;
  }

  private static float[] normal(Random random, int length, double deviation) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private final class Inference {
    private final InferencePlan plan = Planner.inference(NETWORK, ROWS);
    private final Program program;

    Inference(Backend backend, TensorStore store) {
      program = Programs.compile(backend, plan.graph(), store);
    }

    float[] logits() {
      program.upload(plan.input(), images, ROWS);
      program.run(state());
      float[] logits = new float[ROWS * CLASSES];
      program.download(plan.output(), ROWS, logits);
      return logits;
    }
  }
}
