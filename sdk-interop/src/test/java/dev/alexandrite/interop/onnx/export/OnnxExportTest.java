package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.proto.onnx.NodeProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file: what is in it, where the weights are, and what is there when writing fails. */
class OnnxExportTest {
  private static final Shape INPUT = Shape.image(3, 5, 6);

  @TempDir Path folder;

  /** Two layers with the weights of one, and the names that ONNX's graph uses itself. */
  private static Network network() {
    Conv2d convolution = Conv2d.of(3, 3).pad(1);
    return Network.builder("shared", INPUT)
        .conv2d("logits", convolution)
        .shared("logits/1", convolution, "logits", "logits")
        .add("batch", "logits", "logits/1")
        .flatten("flat")
        .linear("fc.weight", Linear.of(4))
        .linear("fc", Linear.of(4).noBias())
        .build();
  }

  private Path file() {
    return folder.resolve("model.onnx");
  }

  private ModelProto write(Network network, WeightSource weights, SaveOptions options)
      throws IOException {
    OnnxExport.write(Exported.model(network, weights), file(), options);
    return ModelProto.parseFrom(Files.readAllBytes(file()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void namesAreOursAndUnique() throws IOException {
    Network network = network();
    ModelProto model = write(network, SeededWeights.of(network, 1), SaveOptions.defaults());
    List<String> names = new ArrayList<>(List.of("input"));
    model.getGraph().getInitializerList().forEach(tensor -> names.add(tensor.getName()));
    model.getGraph().getNodeList().stream().map(NodeProto::getOutputList).forEach(names::addAll);
    assertEquals(names.stream().distinct().toList(), names);
    network.parameters().forEach(parameter -> assertTrue(names.contains(parameter.name())));
    assertEquals("logits", model.getGraph().getOutput(0).getName());
    assertEquals("shared", model.getGraph().getName());
    assertEquals(OnnxExport.OPSET, model.getOpsetImport(0).getVersion());
    Exported.assertSameInOnnxRuntime(network, 1, SaveOptions.defaults(), folder);
  }

  @Test
  void sharedWeightsAreWrittenOnce() throws IOException {
    Network network = network();
    ModelProto model = write(network, SeededWeights.of(network, 1), SaveOptions.defaults());
    long weights =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getName().equals("logits.weight"))
            .count();
    long convolutions =
        model.getGraph().getNodeList().stream()
            .filter(node -> node.getInputList().contains("logits.weight"))
            .count();
    assertEquals(List.of(1L, 2L), List.of(weights, convolutions));
  }

  @Test
  void whatIsStreamedIsWhatProtobufWrites() throws IOException {
    Network network = network();
    ModelProto model = write(network, SeededWeights.of(network, 1), SaveOptions.defaults());
    assertArrayEquals(model.toByteArray(), Files.readAllBytes(file()));
  }

  @Test
  void weightsOfOtherTypesAndNamesAreConverted() throws IOException {
    Network network =
        Network.builder("small", INPUT).flatten("flat").linear("fc", Linear.of(2).noBias()).build();
    ByteBuffer halves = ByteBuffer.allocate(2 * 180).order(ByteOrder.BIG_ENDIAN);
    for (int i = 0; i < 180; i++) {
      halves.putShort(Float.floatToFloat16(i / 8f));
    }
    WeightSource source =
        InMemoryWeights.of("halves")
            .add(
                new NamedTensor("module.fc.weight", Shape.of(2, 90), ElementType.FLOAT16),
                halves.flip());
    WeightRule rule = WeightRule.exact().renamed("module.fc", "fc");
    PretrainedModel plain = Exported.model(network, source);
    PretrainedModel model =
        new PretrainedModel(
            plain.recipe(), source, rule, List.of("a", "b"), plain.statistics(), List.of());
    OnnxExport.write(model, file(), SaveOptions.defaults());
    TensorProto weight =
        ModelProto.parseFrom(Files.readAllBytes(file())).getGraph().getInitializer(0);
    float[] values = new float[180];
    weight
        .getRawData()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    assertEquals("fc.weight", weight.getName());
    assertEquals(179 / 8f, values[179]);
  }

  @Test
  void weightsBesideTheModelComputeTheSame() throws IOException {
    Network network = network();
    SaveOptions beside = SaveOptions.defaults().putWeightsBeside();
    Exported.assertSameInOnnxRuntime(network, 3, beside, folder);
    assertEquals(List.of("model.onnx", "model.onnx.data"), files());
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file()));
    List<TensorProto> external =
        model.getGraph().getInitializerList().stream()
            .filter(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
            .toList();
    assertEquals(network.parameters().size(), external.size());
    assertEquals("model.onnx.data", external.getFirst().getExternalData(0).getValue());
  }

  @Test
  void aModelBeyondTheLimitHasItsWeightsBeside() throws IOException {
    Network network = network();
    PretrainedModel model = Exported.model(network, SeededWeights.of(network, 1));
    OnnxExport.write(model, file(), SaveOptions.defaults());
    long bytes = Files.size(file());
    OnnxExport.write(model, file(), SaveOptions.defaults(), bytes);
    assertEquals(List.of("model.onnx"), files());
    OnnxExport.write(model, file(), SaveOptions.defaults(), bytes - 1);
    assertEquals(List.of("model.onnx", "model.onnx.data"), files());
  }

  @Test
  void aFileIsReplacedOnlyByAWholeOne() throws IOException {
    Network network = network();
    Files.writeString(file(), "before");
    WeightSource whole = SeededWeights.of(network, 1);
    CheckpointException broken =
        assertThrows(
            CheckpointException.class,
            () -> write(network, endingEarly(whole), SaveOptions.defaults()));
    assertTrue(broken.getMessage().contains("fc.weight"), broken.getMessage());
    assertEquals(List.of("model.onnx"), files());
    assertEquals("before", Files.readString(file()));
    assertThrows(
        CheckpointException.class,
        () -> write(network, endingEarly(whole), SaveOptions.defaults().putWeightsBeside()));
    assertEquals(List.of("model.onnx"), files());
    write(network, whole, SaveOptions.defaults());
    assertEquals(List.of("model.onnx"), files());
  }

  /** A source whose last tensor cannot be read. */
  private static WeightSource endingEarly(WeightSource whole) {
    return new WeightSource() {
      @Override
      public String origin() {
        return "broken";
      }

      @Override
      public List<NamedTensor> tensors() {
        return whole.tensors();
      }

      @Override
      public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
        if (tensor.equals(tensors().getLast())) {
          throw new IOException("the disk is gone");
        }
        whole.read(tensor, pieces);
      }
    };
  }

  @Test
  void whoeverSavesAtTheSameTimeIsNotDisturbed() throws IOException {
    Files.writeString(folder.resolve(".saving-model.onnx"), "another's");
    Network network = network();
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> write(network, SeededWeights.of(network, 1), SaveOptions.defaults()));
    assertTrue(refused.getMessage().contains(".saving-model.onnx"), refused.getMessage());
    assertEquals(List.of(".saving-model.onnx"), files());
  }

  @Test
  void aFolderIsNoFile() {
    Network network = network();
    PretrainedModel model = Exported.model(network, SeededWeights.of(network, 1));
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> OnnxExport.write(model, folder, SaveOptions.defaults()));
    assertTrue(refused.getMessage().contains("is a folder"), refused.getMessage());
  }

  @Test
  void layersWithoutWeightsAreNamed() {
    Network network = network();
    PretrainedModel plain = Exported.model(network, SeededWeights.of(network, 1));
    PretrainedModel model =
        new PretrainedModel(
            new Recipe(network, plain.recipe().pipeline()),
            plain.weights(),
            WeightRule.exact().except("fc"),
            plain.classNames(),
            plain.statistics(),
            List.of());
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> OnnxExport.write(model, file(), SaveOptions.defaults()));
    assertTrue(refused.getMessage().contains("fc.weight"), refused.getMessage());
    assertFalse(Files.exists(file()));
  }

  @Test
  void aNegativeBatchIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> SaveOptions.defaults().fixedBatch(-1));
  }

  @Test
  void theSameModelIsTheSameBytes() throws IOException {
    Network network = network();
    WeightSource weights = SeededWeights.of(network, 1);
    write(network, weights, SaveOptions.defaults());
    byte[] first = Files.readAllBytes(file());
    write(network, weights, SaveOptions.defaults());
    assertTrue(Arrays.equals(first, Files.readAllBytes(file())));
  }
}
