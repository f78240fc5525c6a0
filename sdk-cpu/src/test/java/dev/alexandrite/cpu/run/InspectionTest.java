package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Node;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The insides of a network are the same on this backend, on the scalar one, and on two devices. */
class InspectionTest {
  private static final Image IMAGE = DrawnShapes.of(10, 32, 5).image(7);
  private static final List<String> LAYERS =
      AlexNet.tiny().classes(10).build().network().nodes().stream().map(Node::name).toList();

  @TempDir Path temp;

  /** Looks at the end of every epoch. */
  private static final class Looker implements TrainingListener {
    private @Nullable RunControl run;
    private @Nullable Inspection last;

    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      run = control;
    }

    @Override
    public void onEpoch(EpochReport report) {
      last = run == null ? null : run.inspector().inspect(IMAGE, LAYERS, 4);
    }
  }

  @Test
  void everyLayerAgreesWithTheScalarBackendAndWithTwoDevices() {
    Inspection one = trained("one", 1);
    Inspection two = trained("two", 2);
    ClassifierOptions scalar = ClassifierOptions.defaults().backend("scalar");
    try (Classifier classifier = Classifier.load(temp.resolve("one/step-00000003"), scalar)) {
      Inspection expected = classifier.inspect(IMAGE, LAYERS, 4);
      for (LayerValues layer : expected.layers()) {
        LayerValues found = one.layer(layer.layer());
        assertClose(layer.activation(), found.activation(), layer.layer());
        assertClose(layer.gradient(), found.gradient(), "gradient by " + layer.layer());
      }
    }
    for (LayerValues layer : one.layers()) {
      assertArrayEquals(layer.activation(), two.layer(layer.layer()).activation());
      assertArrayEquals(layer.gradient(), two.layer(layer.layer()).gradient());
    }
  }

  /** Trains, and compares what a listener saw with what the result's classifier shows. */
  private Inspection trained(String folder, int devices) {
    Looker looker = new Looker();
    TrainingResult result =
        Trainer.of(AlexNet.tiny().classes(10).build())
            .data(DrawnShapes.of(10, 32, 5))
            .epochs(1)
            .batchSize(4)
            .backend("cpu")
            .devices(devices)
            .checkpoints(temp.resolve(folder))
            .listener(looker)
            .fit();
    try (Classifier classifier = result.classifier()) {
      Inspection seen = classifier.inspect(IMAGE, LAYERS, 4);
      assertEquals(LAYERS, seen.layers().stream().map(LayerValues::layer).toList());
      for (LayerValues layer : seen.layers()) {
        Inspection last = looker.last;
        assertTrue(last != null);
        assertArrayEquals(layer.activation(), last.layer(layer.layer()).activation());
        assertArrayEquals(layer.gradient(), last.layer(layer.layer()).gradient());
      }
      return seen;
    }
  }

  private static void assertClose(float[] expected, float[] found, String what) {
    double error = Tolerances.maxError(found, expected);
    assertTrue(error <= 10 * Tolerances.WINOGRAD, what + ": " + error);
  }
}
