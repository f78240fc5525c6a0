package dev.alexandrite.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks of the ONNX project, whose weights are made by nodes of the graph. */
class LightModelsTest {
  @ParameterizedTest
  @ValueSource(strings = {"light_bvlc_alexnet", "light_squeezenet", "light_resnet50"})
  void givesTheExpectedProbabilities(String name) throws IOException {
    check(name);
  }

  @Test
  @Tag("slow")
  void vggGivesTheExpectedProbabilities() throws IOException {
    check("light_vgg19");
  }

  private static void check(String name) throws IOException {
    Path folder = SharedData.folder("golden/onnx/light");
    try (PretrainedModel model = Models.load(folder.resolve(name + ".onnx"));
        Backend backend = Backends.open("cpu", 2)) {
      assertEquals(1000, model.recipe().network().classes());
      assertTrue(model.notes().stream().anyMatch(note -> note.contains("softmax")));
      float[] input = new float[3 * 224 * 224];
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) i / input.length; // as the ONNX project's own test runs them
      }
      float[] logits =
          NetworkRun.outputs(backend, model.recipe().network(), model.weights(), 1, input);
      float[] expected;
      try (InputStream in = Files.newInputStream(folder.resolve(name + "_output_0.pb"))) {
        TensorProto tensor = TensorProto.parseFrom(in);
        var files =
            new ExternalFiles(folder.resolve("none"), ByteBuffer.allocate(0), new HashSet<>());
        TensorReader reader = new TensorReader(files, new Budget());
        expected = ((Value.Floats) reader.read(tensor, null)).data().floats();
      }
      assertTrue(Tolerances.maxError(softmax(logits), expected) <= Tolerances.OPERATOR);
    }
  }

  private static float[] softmax(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    float[] probabilities = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = (float) (Math.exp(logits[i] - largest) / sum);
    }
    return probabilities;
  }
}
