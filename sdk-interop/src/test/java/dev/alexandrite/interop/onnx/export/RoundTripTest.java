package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.cpu.CpuBackendProvider;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.interop.onnx.OnnxFormat;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Embedding;
import dev.alexandrite.model.Gather;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.model.Reduce;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written as ONNX is read again, written again, and computes the same each time. */
class RoundTripTest {
  private static final int SEED = 11;

  /** All but those that pick by numbers that are computed. */
  static Stream<LayerSamples.Sample> samples() {
    return LayerSamples.all().stream().filter(sample -> !picks(sample));
  }

  /** Numbers that are computed are floats here and integers there, which an import cannot know. */
  static Stream<LayerSamples.Sample> picks() {
    return LayerSamples.all().stream().filter(RoundTripTest::picks);
  }

  private static boolean picks(LayerSamples.Sample sample) {
    return sample.layer() instanceof Gather || sample.layer() instanceof Embedding;
  }

  static Stream<Network> networks() {
    Set<String> some =
        Set.of(
            "alexnet-release2012",
            "alexnet-torchvision",
            "alexnet-tiny",
            "cifar-18pct",
            "cifar-11pct");
    return Stream.concat(
        Stream.of(residual()),
        Stream.concat(PresetExportTest.narrowAlexNets(), PresetExportTest.cifarNets())
            .map(Recipe::network)
            .filter(network -> some.contains(network.name())));
  }

  /** Two blocks with batch norms and a projected shortcut. */
  private static Network residual() {
    NetworkBuilder net = Network.builder("residual", Shape.image(3, 16, 16));
    net.conv2d("stem", Conv2d.of(8, 3).pad(1).noBias());
    String last = block(net, "one", "stem", Conv2d.of(8, 3).pad(1).noBias());
    Conv2d half = Conv2d.of(16, 3).pad(1).stride(2).noBias();
    last = block(net, "two", last, half);
    return net.reduce("means", Reduce.mean(1, 2), last).linear("classes", Linear.of(10)).build();
  }

  private static String block(NetworkBuilder net, String name, String input, Conv2d first) {
    net.conv2d(name + ".conv1", first, input)
        .batchNorm(name + ".norm1", BatchNorm.of())
        .relu(name + ".relu1")
        .conv2d(name + ".conv2", first.stride(1))
        .batchNorm(name + ".norm2", BatchNorm.of())
        .conv2d(
            name + ".shortcut",
            Conv2d.of(first.filters(), 1).stride(first.vertical().stride()),
            input)
        .add(name + ".sum", name + ".norm2", name + ".shortcut")
        .relu(name);
    return name;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void networkKeepsItsOutputs(Network network, @TempDir Path folder) {
    assertKept(network, folder);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void layerKeepsItsOutputs(LayerSamples.Sample sample, @TempDir Path folder) {
    assertKept(sample.network(), folder);
  }

  @ParameterizedTest
  @MethodSource("picks")
  void computedNumbersAreRefusedByNode(LayerSamples.Sample sample, @TempDir Path folder) {
    Path file = folder.resolve("picks.onnx");
    Network network = sample.network();
    PretrainedModel model = Exported.model(network, SeededWeights.of(network, SEED));
    OnnxExport.write(model, file, SaveOptions.defaults());
    OnnxFormat format = new OnnxFormat();
    LoadOptions options = LoadOptions.defaults();
    ModelFileException refused =
        assertThrows(ModelFileException.class, () -> format.load(file, options));
    assertTrue(refused.getMessage().contains("node 'sample/"), refused.getMessage());
  }

  @Test
  void aFileNeedsNothingElse(@TempDir Path folder) {
    Path file = folder.resolve("cifar.onnx");
    Recipe recipe = CifarNets.layers18pct();
    List<String> names = IntStream.range(0, 10).mapToObj(i -> "class \"" + i).toList();
    PretrainedModel model = PresetExportTest.model(recipe).classNames(names);
    Image image = new Image(32, 32, pixels());
    Models.save(model, file);
    try (Classifier before = model.classifier();
        PretrainedModel read = Models.load(file);
        Classifier after = read.classifier()) {
      assertEquals(names, after.classNames());
      assertEquals(recipe.pipeline(), read.recipe().pipeline());
      assertClose(recipe.network(), before.logits(image), after.logits(image));
    }
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[3 * 32 * 32];
    new Random(SEED).nextBytes(pixels);
    return pixels;
  }

  private static float[] outputs(PretrainedModel model, float[] images) {
    return Exported.outputs(model, images, new CpuBackendProvider());
  }

  private static void assertKept(Network network, Path folder) {
    WeightSource weights = SeededWeights.of(network, SEED);
    float[] images = Exported.images(network, SEED);
    float[] expected = outputs(Exported.model(network, weights), images);
    Path first = folder.resolve("first.onnx");
    OnnxExport.write(Exported.model(network, weights), first, SaveOptions.defaults());
    Path second = folder.resolve("second.onnx");
    int classes = network.shape(network.output()).elements();
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    LoadOptions options =
        LoadOptions.defaults().classNames(names).pipeline(InputPipeline.plain(network.input()));
    try (PretrainedModel read = new OnnxFormat().load(first, options)) {
      assertClose(network, expected, outputs(read, images));
      OnnxExport.write(read, second, SaveOptions.defaults());
    }
    try (OnnxRuntime runtime = OnnxRuntime.load(second)) {
      assertClose(network, expected, runtime.run(images, Exported.ROWS, network.input()));
    }
  }

  private static void assertClose(Network network, float[] expected, float[] actual) {
    Exported.assertWithin(Tolerances.FOREIGN_RUNTIME, network, expected, actual);
  }
}
