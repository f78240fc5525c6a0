package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.AlexNetBuilder;
import dev.alexandrite.model.CifarNets;
import dev.alexandrite.model.Layer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset, from photographs to logits, in ONNX Runtime beside a classifier of ours. */
class PresetExportTest {
  private static final int ROWS = 3;

  /** Maps of 2×2 in front of the fully connected layers, instead of 6×6. */
  private static final int PIXELS = 99;

  /** Units of the hidden fully connected layers, instead of 4096. */
  private static final int HIDDEN = 64;

  private static Stream<AlexNetBuilder> builders() {
    return Stream.of(
        AlexNet.paper(),
        AlexNet.release2012(),
        AlexNet.oneTower(),
        AlexNet.caffe(),
        AlexNet.torchvision(),
        AlexNet.tiny());
  }

  static Stream<AlexNet> wholeAlexNets() {
    return builders().map(AlexNetBuilder::build);
  }

  static Stream<Recipe> narrowAlexNets() {
    return builders()
        .map(builder -> builder.inputSize(PIXELS).classes(10).build())
        .map(net -> new Recipe(narrow(net.network()), net.pipeline()));
  }

  /** The same layers, but for the length of the longest. */
  private static Network narrow(Network network) {
    NetworkBuilder net = Network.builder(network.name(), network.input());
    for (Node node : network.nodes()) {
      Layer layer =
          node.layer() instanceof Linear linear && !node.name().equals(network.output())
              ? linear.outputs(HIDDEN)
              : node.layer();
      net.add(node.name(), layer, node.inputs().toArray(String[]::new));
    }
    return net.output(network.output()).build();
  }

  static Stream<Recipe> cifarNets() {
    return Stream.of(
        CifarNets.layers80sec(),
        CifarNets.layers19pct(),
        CifarNets.layers18pct(),
        CifarNets.layers13pct(),
        CifarNets.layers11pct());
  }

  @ParameterizedTest
  @MethodSource("narrowAlexNets")
  void narrowAlexNet(Model model, @TempDir Path folder) throws IOException {
    assertSame(model, photographs(), folder);
  }

  @ParameterizedTest
  @MethodSource("wholeAlexNets")
  @Tag("slow")
  void wholeAlexNet(Model model, @TempDir Path folder) throws IOException {
    assertSame(model, photographs(), folder);
  }

  @ParameterizedTest
  @MethodSource("cifarNets")
  void cifarNet(Model model, @TempDir Path folder) {
    Dataset data = Cifar10.test(SharedData.folder("cifar-10-batches-bin"));
    assertSame(model, List.of(data.image(0), data.image(1), data.image(2)), folder);
  }

  private static List<Image> photographs() throws IOException {
    List<Image> images = new ArrayList<>();
    try (Stream<Path> classes = Files.list(SharedData.folder("imagenette/val"))) {
      for (Path folder : classes.sorted().limit(ROWS).toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          images.add(Image.read(files.sorted().findFirst().orElseThrow()));
        }
      }
    }
    return images;
  }

  private static void assertSame(Model preset, List<Image> images, Path folder) {
    try (PretrainedModel model = model(preset);
        Classifier classifier = model.classifier()) {
      float[] input = input(model, images);
      float[][] expected = images.stream().map(classifier::logits).toArray(float[][]::new);
      Path file = folder.resolve("preset.onnx");
      OnnxExport.write(model, file, SaveOptions.defaults());
      try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
        assertRows(runtime, preset, input, expected, 0, ROWS);
        assertRows(runtime, preset, input, expected, 1, 1);
      }
      OnnxExport.write(model, file, SaveOptions.defaults().fixedBatch(ROWS));
      try (OnnxRuntime runtime = OnnxRuntime.load(file)) {
        Shape shape = preset.network().input();
        assertArrayEquals(
            new long[] {ROWS, shape.get(0), shape.get(1), shape.get(2)}, runtime.inputSizes());
        assertRows(runtime, preset, input, expected, 0, ROWS);
      }
    }
  }

  private static void assertRows(
      OnnxRuntime runtime, Model preset, float[] input, float[][] expected, int from, int rows) {
    Shape shape = preset.network().input();
    float[] some =
        Arrays.copyOfRange(input, from * shape.elements(), (from + rows) * shape.elements());
    float[] logits = runtime.run(some, rows, shape);
    int classes = preset.network().classes();
    for (int row = 0; row < rows; row++) {
      float[] own = Arrays.copyOfRange(logits, row * classes, (row + 1) * classes);
      double error = Tolerances.maxError(own, expected[from + row]);
      assertTrue(error <= Tolerances.FOREIGN_RUNTIME, "photograph " + row + ": " + error);
    }
  }

  /** A preset with weights, and a mean image where it subtracts one. */
  static PretrainedModel model(Model preset) {
    return new PretrainedModel(
        new Recipe(preset.network(), preset.pipeline()),
        SeededWeights.of(preset.network(), 5),
        WeightRule.exact(),
        List.of(),
        statistics(preset.pipeline()),
        List.of());
  }

  /** A mean image that differs from pixel to pixel. */
  private static DataStatistics statistics(InputPipeline pipeline) {
    int height = pipeline.resize().resizedHeight();
    int width = pipeline.resize().resizedWidth();
    DataStatistics none = DataStatistics.none(height, width);
    float[] mean = none.meanImage();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 100 + i % 37;
    }
    return new DataStatistics(
        mean, height, width, none.meanColor(), none.pcaDeviations(), none.pcaVectors());
  }

  private static float[] input(PretrainedModel model, List<Image> images) {
    ImagePreparer preparer = new ImagePreparer(model.recipe().pipeline(), model.statistics());
    float[] input = new float[images.size() * preparer.length()];
    for (int i = 0; i < images.size(); i++) {
      preparer.view(images.get(i), View.CENTRE, input, i * preparer.length());
    }
    return input;
  }
}
