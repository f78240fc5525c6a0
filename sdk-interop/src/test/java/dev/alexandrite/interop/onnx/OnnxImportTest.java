package dev.alexandrite.interop.onnx;

import static dev.alexandrite.interop.onnx.TinyModel.integer;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.onnx.StringStringEntryProto;
import dev.alexandrite.interop.proto.onnx.TensorProto;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Backends;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a model: layers, names, weights, notes. */
class OnnxImportTest {
  @TempDir Path folder;

  private PretrainedModel load(TinyModel model) {
    return Models.load(model.write(folder.resolve("net.onnx")));
  }

  /** A small network as PyTorch writes one. */
  private static TinyModel classifier() {
    return TinyModel.of(13)
        .input("x", -1, 3, 8, 8)
        .output("y")
        .floats("features.0.weight", 4, 3, 3, 3)
        .floats("features.1.weight", 4)
        .floats("features.1.bias", 4)
        .floats("features.1.running_mean", 4)
        .values("features.1.running_var", new float[] {1, 2, 1, 2}, 4)
        .floats("onnx::MatMul_17", 144, 5)
        .floats("classifier.bias", 5)
        .node("Conv", "x features.0.weight", "c")
        .node(
            "BatchNormalization",
            "c features.1.weight features.1.bias features.1.running_mean features.1.running_var",
            "n")
        .node("Relu", "n", "r")
        .node("Dropout", "r", "d")
        .node("Flatten", "d", "f")
        .node("MatMul", "f onnx::MatMul_17", "m")
        .node("Add", "classifier.bias m", "a")
        .node("Softmax", "a", "y", integer("axis", 1));
  }

  @Test
  void everyOptionIsTakenOrRefused() {
    Path file = classifier().write(folder.resolve("net.onnx"));
    LoadOptions options = LoadOptions.defaults();
    try (PretrainedModel model =
        Models.load(file, options.normalization(Normalization.imageNet()))) {
      assertEquals(Normalization.imageNet(), model.recipe().pipeline().normalization());
    }
    try (PretrainedModel imported = load(classifier());
        PretrainedModel ours = Models.load(file, options.model(imported.recipe()))) {
      assertEquals(imported.recipe(), ours.recipe());
    }
    for (LoadOptions useless :
        List.of(options.weights(Path.of("w")), options.mean(Path.of("mean.npy")))) {
      var e = assertThrows(ModelFileException.class, () -> Models.load(file, useless));
      assertTrue(e.getMessage().contains("leave out options."), e.getMessage());
    }
  }

  @Test
  void layersAreCalledAfterTheirWeightsAndTrainOn() {
    try (PretrainedModel model = load(classifier())) {
      Network network = model.recipe().network();
      assertEquals(
          List.of("features.0", "features.1", "relu-r", "dropout-d", "flatten-f", "classifier"),
          network.nodes().stream().map(Node::name).toList());
      assertEquals(
          List.of(
              "features.0.weight",
              "features.1.weight",
              "features.1.bias",
              "classifier.weight",
              "classifier.bias"),
          network.parameters().stream().map(ParameterSpec::name).toList());
      assertEquals(
          List.of("features.1.running_mean", "features.1.running_var"),
          network.state().stream().map(ParameterSpec::name).toList());
      assertTrue(network.node("features.0").layer() instanceof Conv2d conv && !conv.bias());
      assertTrue(network.node("features.1").layer() instanceof BatchNorm);
      assertTrue(network.node("dropout-d").layer() instanceof Dropout d && d.rate() == 0.5);
      assertTrue(network.node("classifier").layer() instanceof Linear linear && linear.bias());
      assertEquals("classifier", network.output());
      assertEquals("net", network.name());
      assertTrue(model.report().fits());
      assertEquals(
          List.of("class 0", "class 1", "class 2", "class 3", "class 4"), model.classNames());
      assertEquals(InputPipeline.plain(Shape.image(3, 8, 8)), model.recipe().pipeline());
      assertEquals(1, model.notes().size());
    }
  }

  @Test
  void trainingGoesOnFromTheWeights() {
    TinyModel tiny =
        TinyModel.ofPictures(13, 16)
            .output("y")
            .floats("conv.weight", 8, 3, 5, 5)
            .floats("fc.weight", DrawnShapes.of(10, 16, 1).classNames().size(), 8)
            .node("Conv", "x conv.weight", "c")
            .node("Relu", "c", "r")
            .node("GlobalAveragePool", "r", "p")
            .node("Flatten", "p", "f")
            .node("Gemm", "f fc.weight", "y", integer("transB", 1));
    try (PretrainedModel model = load(tiny);
        TrainingResult result =
            Trainer.of(model.recipe())
                .initialWeights(model.weights(), model.rule())
                .data(DrawnShapes.of(200, 16, 1))
                .optimizer(Sgd.pytorch(0.1))
                .batchSize(20)
                .epochs(6)
                .seed(1)
                .fit()) {
      double first = result.history().getFirst().trainLoss();
      double last = result.history().getLast().trainLoss();
      assertTrue(last < first, () -> "the loss went from " + first + " to " + last);
    }
  }

  @Test
  void constantsAreNotTrainedAndNamedTensorsAre() {
    TinyModel tiny =
        TinyModel.ofPictures(13, 4)
            .output("y")
            .floats("scale", 3, 1, 1)
            .floats("onnx::Add_3", 3, 1, 1)
            .node("Mul", "x scale", "m")
            .node("Add", "m onnx::Add_3", "y");
    try (PretrainedModel model = load(tiny)) {
      List<ParameterSpec> parameters = model.recipe().network().parameters();
      assertEquals(2, parameters.size());
      assertEquals("scale.weight", parameters.get(0).name());
      assertEquals(1, parameters.get(0).rateScale());
      assertEquals(0, parameters.get(1).rateScale());
      assertEquals(0, parameters.get(1).decayScale());
    }
  }

  /** The same values in every type and field give the same logits. */
  @Test
  void typesAndPlacesOfWeightsMakeNoDifference() throws IOException {
    float[] values = {0.5f, -0.25f, 1, 2, -4, 0.125f, 8, -0.5f, 3, 0.75f, -1, 0};
    float[] x = TinyModel.random(3 * 2 * 2, 3);
    float[] expected = logits(plain(TinyModel.floatTensor(values, 1, 3, 2, 2)), x);
    for (TensorProto.Builder tensor : forms(values)) {
      assertArrayEquals(expected, logits(plain(tensor), x), tensor.toString());
    }
  }

  private static TinyModel plain(TensorProto.Builder weights) {
    return TinyModel.ofPictures(13, 2)
        .output("y")
        .tensor(weights.setName("w"))
        .node("Conv", "x w", "y");
  }

  private float[] logits(TinyModel tiny, float[] x) {
    try (PretrainedModel model = load(tiny);
        Backend backend = Backends.reference()) {
      return NetworkRun.outputs(backend, model.recipe().network(), model.weights(), 1, x);
    }
  }

  private List<TensorProto.Builder> forms(float[] values) throws IOException {
    TensorProto.Builder listed = sized(TensorProto.DataType.FLOAT_VALUE);
    TensorProto.Builder doubles = sized(TensorProto.DataType.DOUBLE_VALUE);
    TensorProto.Builder halves = sized(TensorProto.DataType.FLOAT16_VALUE);
    TensorProto.Builder brains = sized(TensorProto.DataType.BFLOAT16_VALUE);
    ByteBuffer rawDoubles = little(8 * values.length);
    ByteBuffer rawHalves = little(2 * values.length);
    ByteBuffer rawBrains = little(2 * values.length);
    ByteBuffer floats = little(16 + 4 * values.length).position(16);
    for (float value : values) {
      int half = Short.toUnsignedInt(Float.floatToFloat16(value));
      int brain = Float.floatToIntBits(value) >>> 16;
      listed.addFloatData(value);
      doubles.addDoubleData(value);
      halves.addInt32Data(half);
      brains.addInt32Data(brain);
      rawDoubles.putDouble(value);
      rawHalves.putShort((short) half);
      rawBrains.putShort((short) brain);
      floats.putFloat(value);
    }
    Files.createDirectories(folder.resolve("data"));
    Files.write(folder.resolve("data/weights.bin"), floats.array());
    TensorProto.Builder external =
        sized(TensorProto.DataType.FLOAT_VALUE)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", "data/weights.bin"))
            .addExternalData(entry("offset", "16"))
            .addExternalData(entry("length", String.valueOf(4 * values.length)));
    return List.of(
        listed,
        doubles,
        halves,
        brains,
        raw(TensorProto.DataType.DOUBLE_VALUE, rawDoubles),
        raw(TensorProto.DataType.FLOAT16_VALUE, rawHalves),
        raw(TensorProto.DataType.BFLOAT16_VALUE, rawBrains),
        external);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static TensorProto.Builder sized(int type) {
    return TensorProto.newBuilder().setDataType(type).addAllDims(List.of(1L, 3L, 2L, 2L));
  }

  private static TensorProto.Builder raw(int type, ByteBuffer bytes) {
    return sized(type).setRawData(ByteString.copyFrom(bytes.flip()));
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void whatWasExportedComesBack() {
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 8, 8)).normalization(Normalization.imageNet());
    LoadOptions options =
        LoadOptions.defaults().pipeline(pipeline).classNames(List.of("a", "b", "c", "d", "e"));
    Path file = classifier().write(folder.resolve("net.onnx"));
    Path again = folder.resolve("again.onnx");
    float[] x = TinyModel.random(2 * 3 * 8 * 8, 5);
    try (PretrainedModel first = Models.load(file, options);
        Backend backend = Backends.reference()) {
      Models.save(first, again);
      try (PretrainedModel second = Models.load(again)) {
        assertEquals(pipeline, second.recipe().pipeline());
        assertEquals(first.classNames(), second.classNames());
        assertEquals(first.recipe().network().parameters(), second.recipe().network().parameters());
        assertEquals(
            first.recipe().network().multiplyAdds(), second.recipe().network().multiplyAdds());
        assertArrayEquals(
            NetworkRun.outputs(backend, first.recipe().network(), first.weights(), 2, x),
            NetworkRun.outputs(backend, second.recipe().network(), second.weights(), 2, x));
      }
    }
  }

  @Test
  void theFilesTensorsAreASourceOfTheirOwn() {
    Path file = classifier().wholes("shape", 1, -1).write(folder.resolve("net.onnx"));
    try (WeightSource weights = Models.weights(file)) {
      List<NamedTensor> tensors = weights.tensors();
      assertEquals(7, tensors.size()); // not the whole numbers
      assertEquals(
          new NamedTensor("features.0.weight", Shape.of(4, 3, 3, 3), ElementType.FLOAT32),
          tensors.getFirst());
    }
  }

  @Test
  void sizesThatTheFileLeavesOpenAreThoseOfThePipeline() {
    TinyModel tiny =
        TinyModel.of(13).input("x", -1, 3, -1, -1).output("y").node("GlobalAveragePool", "x", "y");
    Path file = tiny.write(folder.resolve("open.onnx"));
    String refusal =
        String.valueOf(
            assertThrows(ModelFileException.class, () -> Models.load(file)).getMessage());
    assertTrue(refusal.contains("LoadOptions.pipeline"), refusal);
    InputPipeline pipeline = InputPipeline.plain(Shape.image(3, 20, 30));
    try (PretrainedModel model = Models.load(file, LoadOptions.defaults().pipeline(pipeline))) {
      assertEquals(Shape.image(3, 20, 30), model.recipe().network().input());
      assertEquals(3, model.recipe().network().classes());
    }
  }

  @Test
  void everythingThatIsNotSupportedIsListedAtOnce() {
    TinyModel tiny =
        TinyModel.ofPictures(13, 4)
            .output("y")
            .node("Einsum", "x", "a")
            .node("Relu", "a", "b")
            .node("Loop", "b", "c")
            .node("Softmax", "c", "y", integer("rank", 3));
    tiny.graph().getNodeBuilder(1).setDomain("com.example");
    String message =
        String.valueOf(assertThrows(ModelFileException.class, () -> load(tiny)).getMessage());
    for (String words :
        List.of("'einsum-a' (Einsum)", "'com.example'", "'loop-c' (Loop)", "'rank'", "4 nodes")) {
      assertTrue(message.contains(words), message);
    }
  }

  @Test
  void whatNothingNeedsIsNotImported() {
    TinyModel tiny =
        TinyModel.ofPictures(13, 4)
            .output("y", "z")
            .node("Relu", "x", "y")
            .node("Einsum", "x", "z");
    try (PretrainedModel model = load(tiny)) {
      assertEquals(2, model.recipe().network().nodes().size()); // with a flatten
      assertTrue(model.notes().getFirst().contains("2 outputs"));
    }
  }

  @Test
  void weightsStayInTheFile() {
    int size = 16 << 20;
    TinyModel tiny =
        TinyModel.ofPictures(13, 64)
            .output("y")
            .floats("fc.weight", size / (3 * 64 * 64), 3 * 64 * 64)
            .node("Flatten", "x", "f")
            .node("Gemm", "f fc.weight", "y", integer("transB", 1));
    Path file = tiny.write(folder.resolve("large.onnx")); // 64 MB
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (PretrainedModel model = Models.load(file)) {
      long taken = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(taken < 40L << 20, () -> "took " + (taken >> 20) + " MB of the heap");
      assertFalse(model.classNames().isEmpty());
    }
  }
}
