package dev.alexandrite.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.RandomWeights;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFormatTest {
  private static final AlexNet NET = AlexNet.tiny().classes(10).build();

  @TempDir Path folder;

  private static PretrainedModel random() {
    return PretrainedModel.of(
        new Recipe(NET.network(), NET.pipeline()),
        RandomWeights.of(NET.network()),
        WeightRule.exact());
  }

  private static byte[] bytes(WeightSource source, NamedTensor tensor) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    source.read(
        tensor,
        piece -> {
          byte[] part = new byte[piece.remaining()];
          piece.duplicate().get(part);
          all.writeBytes(part);
        });
    return all.toByteArray();
  }

  private static Map<String, String> checksums(Checkpoint checkpoint) {
    return checkpoint.tensors().stream()
        .collect(Collectors.toMap(TensorInfo::name, TensorInfo::sha256));
  }

  @Test
  void aFolderOfCheckpointsIsItsLatestAndAnEmptyOneIsRefused() throws IOException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    var e = assertThrows(ModelFileException.class, () -> Models.load(runs));
    assertTrue(e.getMessage().contains("without a checkpoint"), e.getMessage());
    try (PretrainedModel model = random();
        Classifier classifier = model.classifier()) {
      classifier.save(runs.resolve("step-00000001"));
    }
    try (PretrainedModel model = Models.load(runs)) {
      assertEquals(NET.network().nodes(), model.recipe().network().nodes());
    }
  }

  @Test
  void everyTypeIsDescribedAndReadWhereItLies() throws IOException {
    List<String> types =
        List.of("F32", "F16", "BF16", "F64", "I8", "I16", "I32", "I64", "U8", "U16", "U32", "U64");
    List<Integer> sizes = List.of(4, 2, 2, 8, 1, 2, 4, 8, 1, 2, 4, 8);
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    int end = 0;
    for (int i = 0; i < types.size(); i++) {
      int begin = end;
      end += 6 * sizes.get(i);
      header.append(',').append(HandMade.entry("t" + i, types.get(i), "2,3", begin, end));
    }
    header.append(',').append(HandMade.entry("flag", "BOOL", "", end, end + 1)).append("}   ");
    Path file = folder.resolve("types.safetensors");
    HandMade.write(file, HandMade.file(header.toString(), end + 1));
    try (WeightSource source = Models.weights(file)) {
      List<String> found = source.tensors().stream().map(NamedTensor::toString).toList();
      assertEquals(
          List.of(
              "t0 2×3 float32",
              "t1 2×3 float16",
              "t2 2×3 bfloat16",
              "t3 2×3 float64",
              "t4 2×3 int8",
              "t5 2×3 int16",
              "t6 2×3 int32",
              "t7 2×3 int64",
              "t8 2×3 uint8",
              "t9 2×3 uint16",
              "t10 2×3 uint32",
              "t11 2×3 uint64",
              "flag of one element bool"),
          found);
      int place = 0;
      for (NamedTensor tensor : source.tensors()) {
        byte[] expected = new byte[(int) tensor.bytes()];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = (byte) place++;
        }
        assertArrayEquals(expected, bytes(source, tensor), tensor.name());
      }
    }
  }

  @Test
  void tensorsWithoutElementsAreLeftOut() throws IOException {
    String header =
        "{"
            + HandMade.entry("nothing", "F32", "0,3", 0, 0)
            + ","
            + HandMade.entry("one", "F32", "1", 0, 4)
            + ","
            + HandMade.entry("none", "F16", "2,0", 4, 4)
            + "}";
    Path file = folder.resolve("empty.safetensors");
    HandMade.write(file, HandMade.file(header, 4));
    try (WeightSource source = Models.weights(file)) {
      assertEquals(List.of("one"), source.tensors().stream().map(NamedTensor::name).toList());
    }
  }

  @Test
  void whatIsSavedComesBackBitForBit() throws IOException {
    Path file = folder.resolve("net.safetensors");
    PretrainedModel model = random();
    Models.save(model, file);
    Models.save(model, file); // replaces what was there
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
    try (WeightSource source = Models.weights(file)) {
      List<String> names = source.tensors().stream().map(NamedTensor::name).toList();
      assertEquals(names.stream().sorted().toList(), names);
      Map<String, NamedTensor> written =
          model.weights().tensors().stream()
              .collect(Collectors.toMap(NamedTensor::name, Function.identity()));
      for (NamedTensor tensor : source.tensors()) {
        assertArrayEquals(
            bytes(model.weights(), written.get(tensor.name())), bytes(source, tensor));
      }
    }
  }

  @Test
  void checkpointsAndFilesTurnIntoEachOther() {
    LoadOptions options = LoadOptions.defaults().model(NET);
    Path first = folder.resolve("first");
    try (Classifier classifier = random().classifier()) {
      classifier.save(first);
    }
    Path file = folder.resolve("net.safetensors");
    try (PretrainedModel model = Models.load(first)) {
      assertEquals(NET.network().nodes(), model.recipe().network().nodes());
      assertEquals(NET.pipeline(), model.recipe().pipeline());
      assertEquals("class 3", model.classNames().get(3));
      Models.save(model, file);
    }
    Path second = folder.resolve("second");
    try (PretrainedModel model = Models.load(file, options);
        Classifier classifier = model.classifier()) {
      classifier.save(second);
    }
    assertEquals(checksums(Checkpoint.open(first)), checksums(Checkpoint.open(second)));
  }

  @Test
  void smallerFloatsAreWrittenAsFloat32() throws IOException {
    Path half = folder.resolve("half.safetensors");
    int elements = NET.network().parameters().stream().mapToInt(p -> p.shape().elements()).sum();
    Map<String, String> entries = new TreeMap<>();
    int[] place = {0};
    NET.network()
        .parameters()
        .forEach(
            p -> {
              int begin = place[0];
              place[0] += 2 * p.shape().elements();
              String shape =
                  p.shape().dimensions().stream()
                      .map(String::valueOf)
                      .collect(Collectors.joining(","));
              entries.put(p.name(), HandMade.entry(p.name(), "F16", shape, begin, place[0]));
            });
    byte[] file = HandMade.file("{" + String.join(",", entries.values()) + "}", 2 * elements);
    int data = file.length - 2 * elements;
    for (int i = 0; i < elements; i++) {
      short bits = Float.floatToFloat16(i % 100 / 64f);
      file[data + 2 * i] = (byte) bits;
      file[data + 2 * i + 1] = (byte) (bits >> 8);
    }
    HandMade.write(half, file);
    Path whole = folder.resolve("whole.safetensors");
    try (PretrainedModel model = Models.load(half, LoadOptions.defaults().model(NET))) {
      Models.save(model, whole);
    }
    try (WeightSource source = Models.weights(whole)) {
      assertTrue(source.tensors().stream().allMatch(t -> t.type().isFloat()));
      NamedTensor bias = named(source, "conv1.bias");
      float[] values = new float[bias.shape().elements()];
      source.read(bias, piece -> piece.asFloatBuffer().get(values));
      int first = NET.network().parameters().getFirst().shape().elements();
      for (int i = 0; i < values.length; i++) {
        assertEquals((first + i) % 100 / 64f, values[i]);
      }
    }
  }

  private static NamedTensor named(WeightSource source, String name) {
    return source.tensors().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void shardsAreReadThroughTheirIndex() throws IOException {
    Path index = shards("{\"weight_map\":{\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"}}");
    try (WeightSource source = Models.weights(index)) {
      assertEquals(
          List.of("a 2 float32", "b 3 float32"),
          source.tensors().stream().map(NamedTensor::toString).toList());
      assertEquals(8, bytes(source, named(source, "a")).length);
      assertEquals(12, bytes(source, named(source, "b")).length);
    }
  }

  private Path shards(String index) throws IOException {
    String first = "{" + HandMade.entry("a", "F32", "2", 0, 8) + "}";
    HandMade.write(folder.resolve("1.safetensors"), HandMade.file(first, 8));
    String second = "{" + HandMade.entry("b", "F32", "3", 0, 12) + "}";
    HandMade.write(folder.resolve("2.safetensors"), HandMade.file(second, 12));
    return Files.writeString(folder.resolve("model.safetensors.index.json"), index);
  }

  @Test
  void shardsThatDoNotBelongTogetherAreRefused() throws IOException {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "{\"a\":\"1.safetensors\"}", "",
                "{\"a\":\"1.safetensors\",\"c\":\"2.safetensors\"}", "tensor c is not in it",
                "{\"a\":\"3.safetensors\"}", "3.safetensors: it does not exist",
                "{\"a\":\"../1.safetensors\"}", "not beside the index",
                "{\"a\":\"/etc/passwd\"}", "not beside the index",
                "{\"a\":\"\"}", "not beside the index",
                "{\"a\":7}", "must be a string")
            .entrySet()) {
      Path index = shards("{\"weight_map\":" + wrong.getKey() + "}");
      if (wrong.getValue().isEmpty()) {
        Models.weights(index).close();
        continue;
      }
      String message =
          assertThrows(ModelFileException.class, () -> Models.weights(index)).getMessage();
      assertTrue(message.contains(wrong.getValue()), message);
    }
  }

  @Test
  void aFileOfWeightsAsksForItsNetwork() {
    Path file = folder.resolve("net.safetensors");
    Models.save(random(), file);
    String message = assertThrows(ModelFileException.class, () -> Models.load(file)).getMessage();
    assertTrue(message.contains("LoadOptions.defaults().model(...)"), message);
    assertTrue(message.contains("conv1.bias"), message);
  }

  @Test
  void aFileThatChangesIsNoticed() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Models.save(random(), file);
    WeightSource source = Models.weights(file);
    byte[] longer = new byte[(int) Files.size(file) + 1];
    Files.write(file, longer);
    assertThrows(
        CheckpointException.class, () -> source.read(source.tensors().getFirst(), piece -> {}));
  }

  @Test
  void valuesThatAreNotFiniteAreNotWritten() throws IOException {
    InMemoryWeights weights = InMemoryWeights.of("spoilt");
    NET.network()
        .parameters()
        .forEach(
            p -> {
              float[] values = new float[p.shape().elements()];
              values[0] = Float.NaN;
              weights.add(p.name(), p.shape(), values);
            });
    Path file = folder.resolve("net.safetensors");
    PretrainedModel model =
        PretrainedModel.of(new Recipe(NET.network(), NET.pipeline()), weights, WeightRule.exact());
    assertThrows(CheckpointException.class, () -> Models.save(model, file));
    assertFalse(Files.exists(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }
}
