package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty steps on the same global batches on several devices of ND4J. */
class DevicesTest {
  @TempDir Path directory;

  @Test
  void onProcessorsDividedBatchesAgree() {
    Nd4jNative.open(1).close();
    Map<String, float[]> one = weights("nd4j", "one", 1, Parallelism.data());
    for (int devices : new int[] {2, 3, 4, 8}) {
      assertClose(
          one,
          weights("nd4j", "data" + devices, devices, Parallelism.data()),
          Tolerances.DIVIDED_BATCH_WEIGHTS);
    }
  }

  @Test
  void onProcessorsDividedLayersAgree() {
    Nd4jNative.open(1).close();
    Map<String, float[]> one = weights("nd4j", "whole", 1, Parallelism.data());
    assertClose(one, weights("nd4j", "towers", 2, Parallelism.towers()), Tolerances.WEIGHTS);
    assertClose(one, weights("nd4j", "hybrid", 2, Parallelism.hybrid()), Tolerances.WEIGHTS);
    assertClose(one, weights("nd4j", "hybrid3", 3, Parallelism.hybrid()), Tolerances.WEIGHTS);
  }

  @Test
  void onTwoGpusEveryDivisionAgrees() {
    Cuda.requireDevices(2);
    Map<String, float[]> one = weights("cuda", "gpu", 1, Parallelism.data());
    assertClose(
        one, weights("cuda", "gpu data", 2, Parallelism.data()), Tolerances.DIVIDED_BATCH_WEIGHTS);
    assertClose(one, weights("cuda", "gpu towers", 2, Parallelism.towers()), Tolerances.WEIGHTS);
    assertClose(one, weights("cuda", "gpu hybrid", 2, Parallelism.hybrid()), Tolerances.WEIGHTS);
  }

  private Map<String, float[]> weights(
      String backend, String name, int devices, Parallelism scheme) {
    TrainingResult result =
        Trainer.of(calmTiny())
            .data(DrawnShapes.of(77, 32, 5))
            .epochs(5)
            .batchSize(20)
            .optimizer(Sgd.paper(0.001).momentum(0.9).weightDecay(5e-4))
            .checkpoints(directory.resolve(name))
            .backend(backend)
            .devices(devices)
            .parallelism(scheme)
            .loaderThreads(1)
            .seed(7)
            .fit();
    result.classifier().close();
    Map<String, float[]> values = new LinkedHashMap<>();
    new CheckpointReader(result.checkpoint().orElseThrow())
        .weights((tensor, shape, pieces) -> values.put(tensor, pieces.toArray(shape.elements())));
    return values;
  }

  /** A start that does not amplify rounding from step to step. */
  private static AlexNet calmTiny() {
    return AlexNet.tiny()
        .classes(10)
        .initializer(new Initializer.ScaledNormal(0.5))
        .biases(new Initializer.Constant(0.1))
        .build();
  }

  private static void assertClose(
      Map<String, float[]> one, Map<String, float[]> several, double tolerance) {
    assertEquals(one.keySet(), several.keySet());
    one.forEach(
        (name, values) -> {
          double error = Tolerances.l2Error(several.get(name), values);
          assertTrue(error <= tolerance, () -> name + " differs by " + error);
        });
  }
}
