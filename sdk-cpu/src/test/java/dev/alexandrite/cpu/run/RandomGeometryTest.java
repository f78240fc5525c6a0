package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.core.plan.UpdateRule;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Flatten;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Padding;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Shape;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.LossOp;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Sgd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * Random legal convolutions inside a small network: the inferred shape is the closed formula's, the
 * executed one is as long, and both backends agree on logits and on every gradient.
 */
@Tag("width")
class RandomGeometryTest {
  private static final int CLASSES = 3;
  private static final int ROWS = 5;

  /** A convolution that fits its input. */
  record Geometry(
      int groups,
      int channelsPerGroup,
      int filtersPerGroup,
      int height,
      int width,
      int kernel,
      int stride,
      int padBefore,
      int padAfter) {

    int out(int size) {
      return (size + padBefore + padAfter - kernel) / stride + 1;
    }

    Network network() {
      Conv2d conv =
          Conv2d.of(groups * filtersPerGroup, kernel)
              .stride(stride)
              .padding(new Padding(padBefore, padAfter, padBefore, padAfter))
              .groups(groups);
      return Network.builder("geometry", Shape.image(groups * channelsPerGroup, height, width))
          .conv2d("first", Conv2d.of(groups * channelsPerGroup, 1))
          .conv2d("conv", conv)
          .relu("relu")
          .add("norm", LocalResponseNorm.paper())
          .maxPool("pool", MaxPool.of(1, 2))
          .add("flatten", new Flatten())
          .add("logits", Linear.of(CLASSES))
          .build();
    }
  }

  @Provide
  Arbitrary<Geometry> geometries() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> channels = Arbitraries.integers().between(1, 19);
    Arbitrary<Integer> size = Arbitraries.integers().between(5, 14);
    Arbitrary<Integer> pad = Arbitraries.integers().between(0, 3);
    return Combinators.combine(small, channels, channels, size, size)
        .flatAs(
            (groups, in, out, height, width) ->
                Combinators.combine(Arbitraries.integers().between(1, 5), small, pad, pad)
                    .as(
                        (kernel, stride, before, after) ->
                            new Geometry(
                                groups, in, out, height, width, kernel, stride, before, after)));
  }

  @Property(tries = 40)
  void shapesAndValuesAgree(@ForAll("geometries") Geometry geometry) {
    Network network = geometry.network();
    Shape expected =
        Shape.image(
            geometry.groups() * geometry.filtersPerGroup(),
            geometry.out(geometry.height()),
            geometry.out(geometry.width()));
    assertEquals(expected, network.shape("conv"));
    Map<String, float[]> simd = run("cpu", network);
    Map<String, float[]> scalar = run("scalar", network);
    scalar.forEach(
        (name, truth) -> {
          assertEquals(truth.length, simd.get(name).length, name);
          double error = Tolerances.maxError(simd.get(name), truth);
          assertTrue(error <= Tolerances.OPERATOR * 5, name + " is off by " + error);
        });
  }

  /** Logits and the gradient of every parameter, after one step from seeded values. */
  private static Map<String, float[]> run(String name, Network network) {
    try (Backend backend = Backends.open(name, 2)) {
      LossOp loss = new LossOp.SoftmaxCrossEntropy(CLASSES, 0, List.of());
      UpdateRule gather = new UpdateRule(Sgd.pytorch(0.1), true, 0, 0, 0);
      TrainingGraphs graphs = Planner.training(network, loss, gather, ROWS);
      TensorStore store = new TensorStore(backend, graphs.persistent());
      Random random = new Random(11);
      for (ParameterSpec parameter : network.parameters()) {
        store.upload(parameter.name(), gaussian(random, parameter.shape().elements(), 0.3));
      }
      Program step = backend.compile(graphs.step(), store);
      RunState state = new RunState();
      state.rows = ROWS;
      step.upload(graphs.input(), gaussian(random, ROWS * network.input().elements(), 1), ROWS);
      step.upload(graphs.labels(), new float[] {0, 1, 2, 1, 0}, ROWS);
      step.run(state);

      Map<String, float[]> results = new LinkedHashMap<>();
      float[] logits = new float[ROWS * CLASSES];
      step.download(graphs.logits(), ROWS, logits);
      results.put("logits", logits);
      for (ParameterSpec parameter : network.parameters()) {
        results.put(parameter.name(), store.download("gradient/" + parameter.name()));
      }
      return results;
    }
  }

  private static float[] gaussian(Random random, int length, double deviation) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
