package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caffe's own networks. */
class CaffeNetsTest {
  @TempDir Path folder;

  /** The grouped network, whose weights people bring. */
  @Test
  void alexNetIsOurPreset() throws IOException {
    Network ours = AlexNet.caffe().build().network();
    for (String file : List.of("deploy.prototxt", "train_val.prototxt")) {
      Network theirs = load(SharedData.folder("caffe/bvlc_alexnet").resolve(file)).network();
      assertEquals(
          ours.nodes().stream().map(node -> node.name() + " " + node.inputs()).toList(),
          theirs.nodes().stream().map(node -> node.name() + " " + node.inputs()).toList());
      assertEquals(shapes(ours), shapes(theirs), file);
      assertTrue(WeightReport.of(ours, zeros(theirs), WeightRule.exact()).fits());
      assertTrue(WeightReport.of(theirs, zeros(ours), WeightRule.exact()).fits());
    }
    // Rates, decays and initial values too, which the training net says.
    Network trained =
        load(SharedData.folder("caffe/bvlc_alexnet").resolve("train_val.prototxt")).network();
    assertEquals(
        ours.nodes().stream().map(node -> node.layer().toString()).toList(),
        trained.nodes().stream().map(node -> node.layer().toString()).toList());
    assertEquals(ours.parameters(), trained.parameters());
  }

  @Test
  void alexNetsPictures() throws IOException {
    InputPipeline pipeline =
        load(SharedData.folder("caffe/bvlc_alexnet").resolve("train_val.prototxt")).pipeline();
    assertEquals(AlexNet.caffe().build().pipeline(), pipeline);
  }

  @Test
  void meanValuesAreTurnedWithTheOrder() throws IOException {
    Path file =
        write(
            """
            name: "n"
            layer { name: "d" type: "Data" top: "data" top: "label"
              transform_param { crop_size: 224 mean_value: 104 mean_value: 117 mean_value: 123 scale: 0.017 } }
            layer { name: "ip" type: "InnerProduct" bottom: "data" top: "ip"
              inner_product_param { num_output: 4 } }
            layer { name: "l" type: "SoftmaxWithLoss" bottom: "ip" bottom: "label" top: "l" }
            """);
    InputPipeline pipeline = load(file).pipeline();
    assertEquals(ChannelOrder.BGR, pipeline.order());
    assertEquals(new Resize.Squash(256, 256), pipeline.resize());
    float divisor = 1 / 0.017f;
    assertEquals(
        Normalization.fixed(new float[] {123, 117, 104}, new float[] {divisor, divisor, divisor}),
        pipeline.normalization());
  }

  @Test
  void everyNetOfCaffeIsRead() throws IOException {
    int count = 0;
    try (Stream<Path> files = Files.walk(SharedData.folder("caffe"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".prototxt")).toList()) {
        if (CaffeSolver.isSolver(file)) {
          assertTrue(new CaffeSolver().trainingSettings(file).optimizer().learningRate() > 0);
        } else {
          Network network = load(file).network();
          assertTrue(network.classes() == 10 || network.classes() == 1000, file.toString());
          count++;
        }
      }
    }
    assertEquals(10, count);
  }

  /** The mean that a file names is written beside it. */
  private Loaded load(Path file) throws IOException {
    NetParameter.Builder net = NetParameter.newBuilder();
    PrototxtFormat.read(file, net);
    boolean cifar = file.toString().contains("cifar");
    boolean mean = Files.readString(file).contains("mean_file");
    LoadOptions options = LoadOptions.defaults();
    BlobFlow flow = BlobFlow.of(net.build(), file, true);
    if (mean) {
      int side = cifar ? 32 : 256;
      Path raw = folder.resolve("mean" + side);
      Files.write(raw, new byte[3 * side * side * Float.BYTES]);
      options = options.mean(raw);
    }
    InputRules.Input input = InputRules.of(flow, file, options);
    Network network = NetAssembler.assemble(flow, file, input.shape(), input.scale()).network();
    PretrainedModel model = CaffeModels.of(flow, file, zeros(network), options, List.of());
    assertEquals(network.output(), model.recipe().network().output());
    DataStatistics statistics = model.statistics();
    assertEquals(input.pipeline().resize().resizedHeight(), statistics.height());
    return new Loaded(network, input.pipeline());
  }

  private record Loaded(Network network, InputPipeline pipeline) {}

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("net.prototxt"), text);
  }

  private static List<String> shapes(Network network) {
    return Stream.concat(network.parameters().stream(), network.state().stream())
        .map((ParameterSpec spec) -> spec.name() + " " + spec.shape())
        .toList();
  }

  private static InMemoryWeights zeros(Network network) {
    InMemoryWeights weights = InMemoryWeights.of("zeros");
    Stream.concat(network.parameters().stream(), network.state().stream())
        .forEach(
            spec -> weights.add(spec.name(), spec.shape(), new float[spec.shape().elements()]));
    return weights;
  }
}
