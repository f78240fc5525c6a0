package dev.alexandrite.interop.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks that others trained with Caffe, against logits that were computed elsewhere. */
class CaffeCifarTest {
  private static final int SOME = 300;
  private static final int ALL = 10_000;
  private static final double LOGIT = 1e-3;
  private static final String MEAN = "cifar10_train_mean_3x32x32_f32le.bin";

  @Test
  void armM4() throws IOException {
    arm(SOME);
  }

  @Test
  @Tag("slow")
  void armM4All() throws IOException {
    assertEquals(7915, arm(ALL).right());
  }

  @Test
  void caffeFull() throws IOException {
    full(SOME);
  }

  @Test
  @Tag("slow")
  void caffeFullAll() throws IOException {
    assertEquals(8212, full(ALL).right());
  }

  @Test
  void squeezeNetWithBatchNorm() throws IOException {
    squeezeNet(60, true);
  }

  @Test
  void squeezeNetByTheNetworkInItsWeights() throws IOException {
    squeezeNet(20, false);
  }

  @Test
  @Tag("slow")
  void squeezeNetWithBatchNormAll() throws IOException {
    assertEquals(9220, squeezeNet(ALL, true).right());
  }

  /** Weights rounded to eight bits, in the form of messages, and the network that they hold. */
  @Test
  @Tag("slow")
  void armM4QuantizedAll() {
    try (PretrainedModel model = quantized()) {
      int right = CifarAnswers.of(model, ALL).right();
      assertTrue(Math.abs(right - 7915) <= 100, "right: " + right);
    }
  }

  @Test
  void armM4Quantized() throws IOException {
    Path folder = SharedData.folder("trained/arm-cifar10-m4");
    try (PretrainedModel model = quantized()) {
      CifarAnswers answers = CifarAnswers.of(model, SOME);
      int expected = answers.rightOf(folder.resolve("expected_test_logits_m4_iter_70000.npy"));
      assertTrue(Math.abs(answers.right() - expected) <= SOME / 30, "right: " + answers.right());
    }
  }

  @Test
  void aMeanThatIsNotThereIsAskedForByOption() {
    Path folder = SharedData.folder("trained/arm-cifar10-m4");
    LoadOptions options =
        LoadOptions.defaults().weights(folder.resolve("cifar10_m4_iter_70000.caffemodel.h5"));
    ModelFileException e =
        assertThrows(
            ModelFileException.class,
            () -> Models.load(folder.resolve("cifar10_m4_train_test.prototxt"), options));
    assertTrue(e.getMessage().contains("mean.binaryproto"), e.getMessage());
    assertTrue(e.getMessage().contains("LoadOptions.mean(path)"), e.getMessage());
  }

  @Test
  void aNormalizationThatIsGivenNeedsNoMean() {
    Path folder = SharedData.folder("trained/arm-cifar10-m4");
    Normalization given = Normalization.fixed(new float[] {125, 123, 114}, new float[] {1, 1, 1});
    LoadOptions options =
        LoadOptions.defaults()
            .weights(folder.resolve("cifar10_m4_iter_70000.caffemodel.h5"))
            .pipeline(InputPipeline.plain(Shape.image(3, 32, 32)))
            .normalization(given);
    try (PretrainedModel model =
        Models.load(folder.resolve("cifar10_m4_train_test.prototxt"), options)) {
      assertEquals(given, model.recipe().pipeline().normalization());
    }
  }

  private static CifarAnswers arm(int images) throws IOException {
    Path folder = SharedData.folder("trained/arm-cifar10-m4");
    LoadOptions options =
        LoadOptions.defaults()
            .weights(folder.resolve("cifar10_m4_iter_70000.caffemodel.h5"))
            .mean(folder.resolve(MEAN));
    return compared(
        folder.resolve("cifar10_m4_train_test.prototxt"),
        options,
        folder.resolve("expected_test_logits_m4_iter_70000.npy"),
        images);
  }

  private static PretrainedModel quantized() {
    Path folder = SharedData.folder("trained/arm-cifar10-m4");
    return Models.load(
        folder.resolve("quantized_cifar10_m4_iter_70000.caffemodel"),
        LoadOptions.defaults().mean(folder.resolve(MEAN)));
  }

  private static CifarAnswers full(int images) throws IOException {
    Path folder = SharedData.folder("trained/caffe-cifar10-full");
    LoadOptions options =
        LoadOptions.defaults()
            .weights(folder.resolve("cifar10_full_iter_90000.caffemodel.h5"))
            .mean(folder.resolve(MEAN));
    return compared(
        folder.resolve("cifar10_full.prototxt"),
        options,
        folder.resolve("expected_test_logits_full_iter_90000.npy"),
        images);
  }

  private static CifarAnswers squeezeNet(int images, boolean text) throws IOException {
    Path folder = SharedData.folder("trained/caffe-squeezenet-bn-cifar10");
    Path weights = folder.resolve("squeezenet_bn_9220.caffemodel");
    // The means and deviations of CIFAR-10 unrounded: with four digits logits differ by 7e-3.
    float[] mean = {.49139968f, .48215841f, .44653091f};
    float[] std = {.24703223f, .24348513f, .26158784f};
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 32, 32)).normalization(Normalization.fixed(mean, std));
    LoadOptions options = LoadOptions.defaults().pipeline(pipeline);
    return compared(
        text ? folder.resolve("squeezenet_bn.prototxt") : weights,
        text ? options.weights(weights) : options,
        folder.resolve("squeezenet_bn_9220.caffemodel.logits.npy"),
        images);
  }

  private static CifarAnswers compared(Path net, LoadOptions options, Path expected, int images)
      throws IOException {
    try (PretrainedModel model = Models.load(net, options)) {
      CifarAnswers answers = CifarAnswers.of(model, images);
      answers.assertNear(expected, LOGIT);
      assertEquals(answers.rightOf(expected), answers.right());
      return answers;
    }
  }
}
