package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.Image;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.proto.caffe.NetParameter;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What each layer computes, by the formula that Caffe documents. */
class CaffeLayersTest {
  private static final double NEAR = 2e-5;
  private static final byte[] PIXEL = {0, 90, (byte) 180};

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> functions() {
    Map<String, DoubleUnaryOperator> cases = new LinkedHashMap<>();
    cases.put("type: 'ReLU'", x -> Math.max(x, 0));
    cases.put("type: 'ReLU' relu_param { negative_slope: 0.1 }", x -> x > 0 ? x : 0.1 * x);
    cases.put("type: 'ReLU' relu_param { negative_slope: 2 }", x -> x > 0 ? x : 2 * x);
    cases.put("type: 'ELU' elu_param { alpha: 0.5 }", x -> x > 0 ? x : 0.5 * Math.expm1(x));
    cases.put("type: 'Sigmoid'", x -> 1 / (1 + Math.exp(-x)));
    cases.put("type: 'TanH'", Math::tanh);
    cases.put("type: 'AbsVal'", Math::abs);
    cases.put("type: 'BNLL'", x -> Math.log1p(Math.exp(x)));
    cases.put(
        "type: 'Power' power_param { power: 2 scale: 3 shift: -1 }", x -> Math.pow(3 * x - 1, 2));
    cases.put("type: 'Power'", x -> x);
    cases.put(
        "type: 'Exp' exp_param { base: 2 scale: 0.5 shift: 1 }", x -> Math.pow(2, 0.5 * x + 1));
    cases.put("type: 'Exp'", Math::exp);
    cases.put("type: 'Log' log_param { base: 10 scale: 2 shift: 9 }", x -> Math.log10(2 * x + 9));
    cases.put("type: 'Log' log_param { shift: 9 }", x -> Math.log(x + 9));
    cases.put("type: 'Dropout'", x -> x);
    cases.put("type: 'PReLU'", x -> x > 0 ? x : 0.25 * x);
    cases.put("type: 'PReLU' prelu_param { channel_shared: true }", x -> x > 0 ? x : 0.25 * x);
    cases.put("type: 'Scale'", x -> 0.25 * x);
    cases.put("type: 'Scale' scale_param { bias_term: true }", x -> 0.25 * x + 0.5);
    cases.put("type: 'Bias'", x -> x + 0.25);
    cases.put(
        "type: 'BatchNorm' batch_norm_param { eps: 0.5 }", x -> (x - 0.125) / Math.sqrt(2 + 0.5));
    cases.put("type: 'Eltwise' bottom: 'data' eltwise_param { operation: PROD }", x -> x * x);
    cases.put("type: 'Eltwise' bottom: 'data' eltwise_param { operation: MAX }", x -> x);
    cases.put("type: 'Eltwise' bottom: 'data' bottom: 'data'", x -> 3 * x);
    cases.put(
        "type: 'Eltwise' bottom: 'data' eltwise_param { coeff: 2 coeff: -0.5 }", x -> 1.5 * x);
    cases.put("type: 'Flatten'", x -> x);
    cases.put("type: 'Reshape' reshape_param { shape { dim: 0 dim: -1 } }", x -> x);
    cases.put("type: 'Pooling' pooling_param { global_pooling: true pool: AVE }", x -> x);
    return cases.entrySet().stream()
        .map(
            c ->
                dynamicTest(
                    c.getKey(),
                    () -> {
                      float[] found = answers(layer("f", c.getKey(), "data", "f"), 1, 1);
                      double[] expected = inputs(1).map(c.getValue()).toArray();
                      assertEquals(3, found.length);
                      for (int i = 0; i < 3; i++) {
                        assertEquals(expected[i], found[i], NEAR * (1 + Math.abs(expected[i])));
                      }
                    }));
  }

  @Test
  void aScaleBehindABatchNormIsItsScale() throws IOException {
    String text =
        layer("bn", "type: 'BatchNorm' batch_norm_param { eps: 0.5 }", "data", "bn")
            + layer("sc", "type: 'Scale' scale_param { bias_term: true }", "bn", "bn");
    try (PretrainedModel model = load(text, 1, 1)) {
      assertEquals(
          List.of("bn", "flatten"),
          model.recipe().network().nodes().stream().map(Node::name).toList());
    }
    float[] found = answers(text, 1, 1);
    double[] expected = inputs(1).map(x -> 0.25 * (x - 0.125) / Math.sqrt(2 + 0.5) + 0.5).toArray();
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], found[i], NEAR);
    }
  }

  @Test
  void slicesAndJoins() throws IOException {
    String text =
        layer("s", "type: 'Slice' top: 'b' slice_param { slice_point: 1 }", "data", "a")
            + layer("c", "type: 'Concat' bottom: 'a'", "b", "c");
    double[] x = inputs(1).toArray();
    assertArrayEquals(
        new float[] {(float) x[1], (float) x[2], (float) x[0]}, answers(text, 1, 1), 1e-5f);
  }

  /** Five rows by windows of two at a stride of two: the third sticks out and is clipped. */
  @Test
  void poolingRoundsUp() throws IOException {
    String pool =
        "type: 'Pooling' pooling_param { pool: AVE kernel_h: 2 kernel_w: 1 stride_h: 2 stride_w: 1"
            + " }";
    String text = layer("p", pool, "data", "p") + layer("f", "type: 'Flatten'", "p", "f");
    float[] found = answers(text, 5, 1);
    double[] x = inputs(5).toArray();
    assertEquals(9, found.length);
    assertEquals((x[0] + x[1]) / 2, found[0], NEAR);
    assertEquals((x[2] + x[3]) / 2, found[1], NEAR);
    assertEquals(x[4], found[2], NEAR);
  }

  /** A mean divides by the window within the padded map, not by what it sees of the map. */
  @Test
  void averagesCountThePadding() throws IOException {
    String pool =
        "type: 'Pooling' pooling_param { pool: AVE kernel_h: 3 kernel_w: 1 stride_h: 2 stride_w: 1"
            + " pad_h: 1 }";
    String text = layer("p", pool, "data", "p") + layer("f", "type: 'Flatten'", "p", "f");
    float[] found = answers(text, 4, 1);
    double[] x = inputs(4).toArray();
    assertEquals(9, found.length);
    assertEquals((x[0] + x[1]) / 3, found[0], NEAR);
    assertEquals((x[1] + x[2] + x[3]) / 3, found[1], NEAR);
    assertEquals(x[3] / 2, found[2], NEAR); // from row 3 to the padded end at row 5
  }

  @Test
  void helpersOfTrainingAreNoPartOfTheNetwork() throws IOException {
    String text =
        layer("h", "type: 'InnerProduct' inner_product_param { num_output: 7 }", "data", "h")
            + layer("hl", "type: 'SoftmaxWithLoss' loss_weight: 0.3", "h", "hl")
            + layer("o", "type: 'InnerProduct' inner_product_param { num_output: 5 }", "data", "o")
            + layer("ol", "type: 'SoftmaxWithLoss'", "o", "ol");
    try (PretrainedModel model = load(text, 1, 1)) {
      assertEquals(5, model.recipe().network().classes());
      assertEquals("o", model.recipe().network().output());
    }
  }

  @Test
  void oldLayersAreTheSame() throws IOException {
    String old =
        """
        layers { name: 'c' type: CONVOLUTION bottom: 'data' top: 'c' blobs_lr: 1 blobs_lr: 2
          weight_decay: 1 weight_decay: 0 convolution_param { num_output: 4 kernel_size: 1 } }
        layers { name: 'r' type: RELU bottom: 'c' top: 'c' }
        layers { name: 'p' type: SOFTMAX bottom: 'c' top: 'p' }
        """;
    String today =
        """
        layer { name: 'c' type: 'Convolution' bottom: 'data' top: 'c'
          param { lr_mult: 1 decay_mult: 1 } param { lr_mult: 2 decay_mult: 0 }
          convolution_param { num_output: 4 kernel_size: 1 } }
        layer { name: 'r' type: 'ReLU' bottom: 'c' top: 'c' }
        layer { name: 'p' type: 'Softmax' bottom: 'c' top: 'p' }
        """;
    try (PretrainedModel one = load(old, 1, 1);
        PretrainedModel other = load(today, 1, 1)) {
      assertEquals(
          other.recipe().network().nodes().toString(), one.recipe().network().nodes().toString());
      assertTrue(one.notes().toString().contains("(Softmax) is left out"), one.notes().toString());
    }
  }

  @Test
  void whatIsNotKnownIsNotIgnored() throws IOException {
    String inner =
        layer(
            "c",
            "type: 'Convolution' convolution_param { num_output: 2 kernel_size: 1"
                + " engine: CAFFE fuse_type: 3 }",
            "data",
            "c");
    ModelFileException e = assertThrows(ModelFileException.class, () -> load(inner, 1, 1));
    assertTrue(e.getMessage().contains("'fuse_type' of ConvolutionParameter"), e.getMessage());
    String outer =
        layer(
            "c",
            "type: 'Convolution' strange { x: [1, 2] y < z: 'a' 'b' > }"
                + " convolution_param { num_output: 2 kernel_size: 1 engine: CAFFE }",
            "data",
            "c");
    try (PretrainedModel model = load(outer, 1, 1)) {
      assertTrue(model.notes().getFirst().contains("'strange'"), model.notes().toString());
    }
    String kind = layer("d", "type: 'Deconvolution'", "data", "d");
    ModelFileException unsupported = assertThrows(ModelFileException.class, () -> load(kind, 1, 1));
    assertTrue(
        unsupported.getMessage().contains("layer 'd' of type Deconvolution"),
        unsupported.getMessage());
  }

  private float[] answers(String text, int height, int width) throws IOException {
    byte[] rgb = new byte[3 * height * width];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (Byte.toUnsignedInt(PIXEL[i % 3]) + 10 * (i / 3));
    }
    try (PretrainedModel model = load(text, height, width);
        Classifier classifier =
            model
                .classifierBuilder()
                .options(ClassifierOptions.defaults().backend("scalar"))
                .build()) {
      return classifier.logits(new Image(height, width, rgb));
    }
  }

  /** The network's input, red before green before blue, one column. */
  private static java.util.stream.DoubleStream inputs(int height) {
    return java.util.stream.IntStream.range(0, 3 * height)
        .mapToDouble(i -> (Byte.toUnsignedInt(PIXEL[i / height]) + 10.0 * (i % height) - 100) / 50);
  }

  private PretrainedModel load(String layers, int height, int width) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("net.prototxt"),
            "input: 'data' input_dim: 1 input_dim: 3 input_dim: "
                + height
                + " input_dim: "
                + width
                + "\n"
                + layers);
    NetParameter.Builder net = NetParameter.newBuilder();
    List<String> notes = PrototxtFormat.read(file, net);
    float[] mean = {100, 100, 100};
    InputPipeline pipeline =
        new InputPipeline(
            new Resize.None(height, width),
            height,
            width,
            PixelRange.BYTES,
            ChannelOrder.RGB,
            Normalization.fixed(mean, new float[] {50, 50, 50}),
            List.of());
    LoadOptions options = LoadOptions.defaults().pipeline(pipeline);
    BlobFlow flow = BlobFlow.of(net.build(), file, true);
    Network network = NetAssembler.assemble(flow, file, Shape.image(3, height, width), 1).network();
    return CaffeModels.of(flow, file, weights(flow, network), options, notes);
  }

  /** Caffe's names: weights of 1/4, biases of 1/2, sums of 8 batches with mean 1/8, variance 2. */
  private static WeightSource weights(BlobFlow flow, Network network) {
    InMemoryWeights weights = InMemoryWeights.of("some");
    Naming naming = Naming.of(flow);
    Map<String, String> caffe = new LinkedHashMap<>();
    naming.tensors().forEach((theirs, ours) -> caffe.put(ours, theirs));
    boolean lonely = naming.scales().isEmpty();
    Stream.concat(network.parameters().stream(), network.state().stream())
        .filter(
            spec ->
                !(lonely && isOfBatchNorm(network, spec.layer()))
                    || spec.name().contains("running"))
        .forEach(
            spec -> {
              String name = caffe.getOrDefault(spec.name(), spec.name());
              float value =
                  name.endsWith("mean")
                      ? 0.125f
                      : name.endsWith("var") ? 2 : name.endsWith("bias") ? 0.5f : 0.25f;
              float[] values = new float[spec.shape().elements()];
              java.util.Arrays.fill(values, value);
              weights.add(name, Shape.of(values.length), values);
            });
    if (weights.tensors().isEmpty()) {
      weights.add("nobody.weight", Shape.of(1), new float[1]);
    }
    return weights;
  }

  private static boolean isOfBatchNorm(Network network, String layer) {
    return network.nodes().stream()
        .anyMatch(node -> node.name().equals(layer) && node.layer().kind().equals("batch_norm"));
  }

  private static String layer(String name, String rest, String bottom, String top) {
    return "layer { name: '"
        + name
        + "' bottom: '"
        + bottom
        + "' top: '"
        + top
        + "' "
        + rest
        + " }\n";
  }
}
