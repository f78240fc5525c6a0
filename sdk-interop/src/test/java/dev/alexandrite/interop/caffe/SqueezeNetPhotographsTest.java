package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network of 1000 classes from its prototxt, with weights of another format. */
class SqueezeNetPhotographsTest {
  @Test
  void namesPhotographs() throws IOException {
    Path folder = SharedData.folder("trained/squeezenet-dc");
    LoadOptions options =
        LoadOptions.defaults()
            .weights(folder.resolve("squeezenet_dc_fp32.safetensors"))
            .pipeline(pipeline());
    try (PretrainedModel model =
            Models.load(folder.resolve("SqueezeNet_deploy.prototxt"), options);
        Classifier classifier = model.classifier()) {
      assertEquals(1000, model.recipe().network().classes());
      List<String> expected = Files.readAllLines(folder.resolve("expected_top5.tsv"));
      int right = 0;
      int seen = 0;
      for (String line : expected) {
        String[] fields = line.split("\t");
        Path image = folder.resolve("images").resolve(fields[0]);
        if (Files.isRegularFile(image)) {
          int top = Integer.parseInt(fields[2].split(",")[0].strip());
          right += classifier.classify(image).best().classIndex() == top ? 1 : 0;
          seen++;
        }
      }
      assertEquals(60, seen);
      assertTrue(right >= 58, "as expected: " + right);
    }
  }

  private static InputPipeline pipeline() {
    float[] mean = {123, 117, 104};
    return new InputPipeline(
        new Resize.Squash(256, 256),
        227,
        227,
        PixelRange.BYTES,
        ChannelOrder.BGR,
        Normalization.fixed(mean, new float[] {1, 1, 1}),
        List.of());
  }
}
