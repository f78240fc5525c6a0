package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.WeightTransfer;
import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.BackendProvider;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.testkit.Tolerances;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A network as ONNX, compared with what the scalar backend computes. */
final class Exported {
  /** How many examples are compared. */
  static final int ROWS = 3;

  private Exported() {}

  /** A model that is none of images: its classes and its pipeline do not matter. */
  static PretrainedModel model(Network network, WeightSource weights) {
    InputPipeline pipeline = InputPipeline.plain(network.input());
    return new PretrainedModel(
        new Recipe(network, pipeline),
        weights,
        WeightRule.exact(),
        List.of("any"),
        DataStatistics.none(1, 1),
        List.of());
  }

  /** Exports with options, and compares some examples. */
  static void assertSameInOnnxRuntime(
      Network network, long seed, SaveOptions options, Path folder) {
    WeightSource weights = SeededWeights.of(network, seed);
    float[] images = images(network, seed);
    float[] expected = outputs(model(network, weights), images);
    assertOutputs(network, weights, images, expected, options, folder);
  }

  private static void assertOutputs(
      Network network,
      WeightSource weights,
      float[] images,
      float[] expected,
      SaveOptions options,
      Path folder) {
    Path file = folder.resolve("model.onnx");
    OnnxExport.write(model(network, weights), file, options);
    try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
      int fixed = options.fixedBatch();
      assertEquals(fixed == 0 ? -1 : fixed, runtime.inputSizes()[0], "batch of the input");
      assertClose(network, expected, runtime.run(images, ROWS, network.input()));
      if (fixed == 0) {
        int input = network.input().elements();
        int output = network.shape(network.output()).elements();
        float[] second = Arrays.copyOfRange(images, input, 2 * input);
        assertClose(
            network,
            Arrays.copyOfRange(expected, output, 2 * output),
            runtime.run(second, 1, network.input()));
      }
    }
  }

  private static void assertClose(Network network, float[] expected, float[] actual) {
    assertWithin(Tolerances.OPERATOR, network, expected, actual);
  }

  static void assertWithin(double tolerance, Network network, float[] expected, float[] actual) {
    double error = Tolerances.maxErrorOfFinite(actual, expected);
    assertTrue(error <= tolerance, () -> network.summary() + "\nerror " + error);
  }

  /** Numbers around zero. */
  static float[] images(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    float[] images = new float[ROWS * network.input().elements()];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (2 * random.nextDouble() - 1);
    }
    return images;
  }

  /** What the scalar backend computes. */
  static float[] outputs(PretrainedModel model, float[] images) {
    return outputs(model, images, new ScalarBackendProvider());
  }

  /** What a backend computes. */
  static float[] outputs(PretrainedModel model, float[] images, BackendProvider provider) {
    InferencePlan plan = Planner.inference(model.recipe().network(), ROWS, WeightForm.FLOAT32);
    try (Backend backend = provider.create(new BackendOptions(1))) {
      TensorStore store = new TensorStore(backend, plan.persistent());
      WeightTransfer.run(model.report(), model.weights(), NamedTensors.of(store));
      Arena arena = new Arena(plan, Programs.compile(backend, plan.graph(), store));
      System.arraycopy(images, 0, arena.images(), 0, images.length);
      return arena.run(ROWS).clone();
    }
  }
}
