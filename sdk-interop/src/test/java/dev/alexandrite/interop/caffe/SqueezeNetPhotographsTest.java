package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A network of 1000 classes from its prototxt, with weights of another format. */
class SqueezeNetPhotographsTest {
  private static final Pattern TENSOR =
      Pattern.compile(
          "\"([^\"]+)\": ?\\{\"dtype\": ?\"F32\", ?\"shape\": ?\\[([\\d, ]+)\\], ?"
              + "\"data_offsets\": ?\\[(\\d+), ?(\\d+)\\]\\}");

  @Test
  void namesPhotographs() throws IOException {
    Path folder = SharedData.folder("trained/squeezenet-dc");
    Path prototxt = folder.resolve("SqueezeNet_deploy.prototxt");
    NetParameter.Builder net = NetParameter.newBuilder();
    PrototxtFormat.read(prototxt, net);
    LoadOptions options = LoadOptions.defaults().pipeline(pipeline());
    WeightSource weights = weights(folder.resolve("squeezenet_dc_fp32.safetensors"));
    try (PretrainedModel model =
            CaffeModels.of(
                BlobFlow.of(net.build(), prototxt, true), prototxt, weights, options, List.of());
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

  private static WeightSource weights(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    String header = new String(bytes.array(), Long.BYTES, length, StandardCharsets.UTF_8);
    InMemoryWeights weights = InMemoryWeights.of(file.toString());
    Matcher tensors = TENSOR.matcher(header);
    while (tensors.find()) {
      int[] sizes =
          Arrays.stream(tensors.group(2).split(", ?")).mapToInt(Integer::parseInt).toArray();
      int from = Integer.parseInt(tensors.group(3));
      int to = Integer.parseInt(tensors.group(4));
      weights.add(
          new NamedTensor(tensors.group(1), Shape.of(sizes), ElementType.FLOAT32),
          bytes.slice(Long.BYTES + length + from, to - from).order(ByteOrder.LITTLE_ENDIAN));
    }
    return weights;
  }
}
