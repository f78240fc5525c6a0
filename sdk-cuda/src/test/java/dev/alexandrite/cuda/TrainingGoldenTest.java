package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.testkit.golden.GoldenCase;
import dev.alexandrite.testkit.golden.SharedData;
import dev.alexandrite.train.Sgd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten training steps of a small AlexNet against PyTorch: losses, first gradients, last weights. */
class TrainingGoldenTest {
  private static final int ROWS = 8;
  private static final float RATE = 0.02f;
  private static final double DECAY = 5e-4;

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "scalar"})
  void tenStepsEqualPytorch(String name) {
    check(Backends.open(name, 2));
  }

  @Test
  void tenStepsOnNd4jEqualPytorch() {
    check(Nd4jNative.open(2));
  }

  @Test
  @EnabledIf(value = "dev.alexandrite.cuda.Cuda#isUsable", disabledReason = Cuda.UNUSABLE)
  void tenStepsOnCudaEqualPytorch() {
    check(Cuda.open());
  }

  private static void check(Backend opened) {
    GoldenCase golden = golden();
    try (Backend backend = opened) {
      Run run = new Run(backend, golden);
      float[] expected = golden.array("losses").floats();
      for (int step = 0; step < expected.length; step++) {
        double loss = run.step();
        double error = Math.abs(loss - expected[step]);
        assertTrue(
            error <= Tolerances.TRAINING_LOSS, "step " + step + ": " + loss + ", off by " + error);
        if (step == 0) {
          run.assertGradients();
        }
      }
      run.assertWeights();
      run.program
          .plannedSteps()
          .forEach(planned -> assertEquals(backend.name(), planned.backend()));
    }
  }

  private static GoldenCase golden() {
    return GoldenCase.in(SharedData.folder("golden/pytorch")).stream()
        .filter(golden -> golden.name().equals("mini_alexnet_10_steps"))
        .findFirst()
        .orElseThrow();
  }

  private static Network network() {
    LocalResponseNorm norm = LocalResponseNorm.of(5).k(2);
    MaxPool pool = MaxPool.of(3, 2);
    return Network.builder("mini", Shape.image(3, 127, 127))
        .conv2d("conv1", Conv2d.of(16, 11).stride(4).pad(2))
        .relu("relu1")
        .localResponseNorm("norm1", norm)
        .maxPool("pool1", pool)
        .conv2d("conv2", Conv2d.of(32, 5).pad(2).groups(2))
        .relu("relu2")
        .localResponseNorm("norm2", norm)
        .maxPool("pool2", pool)
        .conv2d("conv3", Conv2d.of(48, 3).pad(1))
        .relu("relu3")
        .conv2d("conv4", Conv2d.of(48, 3).pad(1).groups(2))
        .relu("relu4")
        .conv2d("conv5", Conv2d.of(32, 3).pad(1).groups(2))
        .relu("relu5")
        .maxPool("pool5", pool)
        .flatten("flatten")
        .linear("fc6", Linear.of(64))
        .relu("relu6")
        .linear("fc7", Linear.of(64))
        .relu("relu7")
        .linear("fc8", Linear.of(10))
        .build();
  }

  /** The network on one backend, with the golden weights and the golden batch. */
  private static final class Run {
    private final GoldenCase golden;
    private final Network network = network();
    private final TrainingGraphs graphs;
    private final TensorStore store;
    private final Program program;
    private final RunState state = new RunState();

    Run(Backend backend, GoldenCase golden) {
      this.golden = golden;
      LossOp loss = new LossOp.SoftmaxCrossEntropy(10, 0, List.of());
      Sgd sgd = Sgd.pytorch(RATE).momentum(0.9).weightDecay(DECAY);
      graphs = Planner.training(network, loss, new UpdateRule(sgd, false, 0, 0, 0), ROWS);
      store = new TensorStore(backend, graphs.persistent());
      program = Programs.compile(backend, graphs.step(), store);
      state.rows = ROWS;
      state.learningRate = RATE;
      for (ParameterSpec parameter : network.parameters()) {
        store.upload(parameter.name(), before(parameter));
      }
    }

    double step() {
      program.upload(graphs.input(), golden.array("X").floats(), ROWS);
      program.upload(graphs.labels(), golden.array("Y").floats(), ROWS);
      program.run(state);
      state.batch++;
      state.updates++;
      float[] losses = new float[ROWS];
      program.download(graphs.losses(), ROWS, losses);
      double sum = 0;
      for (float loss : losses) {
        sum += loss;
      }
      return sum / ROWS;
    }

    /** After one step the momentum of PyTorch's form is the gradient plus decay times weight. */
    void assertGradients() {
      for (ParameterSpec parameter : network.parameters()) {
        float[] gradient = store.download("momentum/" + parameter.name());
        float[] weights = before(parameter);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] -= (float) (DECAY * weights[i]);
        }
        assertClose(gradient, "grad." + parameter.name());
      }
    }

    void assertWeights() {
      for (ParameterSpec parameter : network.parameters()) {
        assertClose(store.download(parameter.name()), "after." + parameter.name());
      }
    }

    private float[] before(ParameterSpec parameter) {
      return golden.array("before." + parameter.name()).floats();
    }

    private void assertClose(float[] actual, String file) {
      double error = Tolerances.l2Error(actual, golden.array(file).floats());
      assertTrue(error <= Tolerances.WEIGHTS, file + " is off by " + error);
    }
  }
}
