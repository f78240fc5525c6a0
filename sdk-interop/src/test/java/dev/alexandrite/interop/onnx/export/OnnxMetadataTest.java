package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the metadata is what was put there, and nonsense is refused by its key. */
class OnnxMetadataTest {
  private static final int PIXELS = 96;

  static Stream<InputPipeline> pipelines() {
    InputPipeline plain = InputPipeline.plain(Shape.image(3, 8, 8));
    InputPipeline color = plain.normalization(new Normalization.MeanColor());
    Stream<InputPipeline> presets =
        Stream.of(
                AlexNet.paper().inputSize(PIXELS).build(),
                AlexNet.release2012().inputSize(PIXELS).build(),
                AlexNet.caffe().inputSize(PIXELS).build(),
                AlexNet.torchvision().inputSize(PIXELS).build(),
                AlexNet.tiny().inputSize(PIXELS).build(),
                CifarNets.layers13pct())
            .map(Model::pipeline);
    return Stream.concat(Stream.of(plain, color), presets);
  }

  private static PretrainedModel model(
      InputPipeline pipeline, List<String> names, DataStatistics statistics) {
    Network network =
        Network.builder("any", pipeline.shape())
            .flatten("flat")
            .linear("fc", Linear.of(names.size()))
            .build();
    return new PretrainedModel(
        new Recipe(network, pipeline),
        SeededWeights.of(Network.builder("none", Shape.image(3, 1, 1)).flatten("flat").build(), 1),
        WeightRule.exact(),
        names,
        statistics,
        List.of());
  }

  private static DataStatistics statistics(int height, int width) {
    float[] mean = new float[3 * height * width];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 128 / (i + 1f);
    }
    return new DataStatistics(
        mean,
        height,
        width,
        new float[] {1.1f, 2.2f, 3.3f},
        new float[] {3, 2, 1},
        new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1});
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void pipelineAndMeansComeBack(InputPipeline pipeline) {
    Resize resize = pipeline.resize();
    DataStatistics learned = statistics(resize.resizedHeight(), resize.resizedWidth());
    OnnxMetadata read =
        OnnxMetadata.read("a file", OnnxMetadata.write(model(pipeline, List.of("a"), learned)));
    assertEquals(Optional.of(pipeline), read.pipeline());
    DataStatistics means = read.statistics().orElseThrow();
    if (pipeline.normalization() instanceof Normalization.MeanImage) {
      assertEquals(learned, means);
    }
    assertArrayEquals(learned.meanColor(), means.meanColor());
    assertArrayEquals(learned.pcaVectors(), means.pcaVectors());
  }

  @Test
  void namesOfClassesComeBackWhateverIsInThem() {
    InputPipeline pipeline = InputPipeline.plain(Shape.image(3, 8, 8));
    List<String> names = List.of("tench, Tinca tinca", "\"quoted\"\n", "été \ud83d\udc1f", "\\");
    OnnxMetadata read =
        OnnxMetadata.read(
            "a file", OnnxMetadata.write(model(pipeline, names, DataStatistics.none(8, 8))));
    assertEquals(names, read.classNames());
  }

  @Test
  void anApplicationsTransformIsKeptByName() {
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 8, 8))
            .training(List.of(Augment.custom("blur", (image, random) -> {})));
    OnnxMetadata read =
        OnnxMetadata.read(
            "a file", OnnxMetadata.write(model(pipeline, List.of("a"), DataStatistics.none(8, 8))));
    assertEquals(1, read.pipeline().orElseThrow().training().size());
  }

  @Test
  void othersKeysArePassedOver() {
    List<StringStringEntryProto> others = List.of(property("author", "{"));
    OnnxMetadata read = OnnxMetadata.read("a file", others);
    assertEquals(new OnnxMetadata(Optional.empty(), List.of(), Optional.empty()), read);
  }

  private static StringStringEntryProto property(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alexandrite.pipeline {",
        "alexandrite.pipeline []",
        "alexandrite.pipeline {\"resize\":{\"type\":\"Runtime\",\"pixels\":1}}",
        "alexandrite.pipeline {\"resize\":{\"type\":\"ShorterSide\",\"pixels\":99999999999999}}",
        "alexandrite.pipeline {\"resize\":{\"type\":\"ShorterSide\",\"pixels\":-1}}",
        "alexandrite.classes {}",
        "alexandrite.classes [1]",
        "alexandrite.statistics 7",
        "alexandrite.statistics {\"mean_color\":[1,2]}",
        "alexandrite.statistics {\"mean_color\":[1,2,1e99]}",
        "alexandrite.statistics {\"mean_image\":[0],\"height\":1000000,\"width\":1000000}",
        "alexandrite.statistics {\"mean_image\":[0],\"height\":0,\"width\":5}",
        "alexandrite.statistics {\"mean_image\":[0]}",
      })
  void nonsenseIsRefusedByKey(String line) {
    int space = line.indexOf(' ');
    String key = line.substring(0, space);
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> OnnxMetadata.read("a file", List.of(property(key, line.substring(space + 1)))));
    assertTrue(refused.getMessage().contains("a file"), refused.getMessage());
    assertTrue(refused.getMessage().contains(key), refused.getMessage());
  }
}
