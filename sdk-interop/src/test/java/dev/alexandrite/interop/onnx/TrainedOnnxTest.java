package dev.alexandrite.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.golden.Npy;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks that others trained, on the test images of CIFAR-10. */
class TrainedOnnxTest {
  private static final int CLASSES = 10;
  private static final int SOME = 300;
  private static final int ALL = 10_000;

  /** What the issue of the importers asks for, in units of logits. */
  private static final double LOGITS = 1e-3;

  @Test
  void resnetGivesItsLogits() throws IOException {
    check(resnet(), "trained/resnet-2b-cifar10/resnet_2b_logits.npy", SOME);
  }

  @Test
  void visionTransformerGivesItsLogits() throws IOException {
    check(transformer(), "trained/vit-cifar10/pgd_2_3_16_logits.npy", SOME);
  }

  @Test
  @Tag("slow")
  void resnetIsRightAsOften() throws IOException {
    assertEquals(6925, check(resnet(), "trained/resnet-2b-cifar10/resnet_2b_logits.npy", ALL));
  }

  @Test
  @Tag("slow")
  void visionTransformerIsRightAsOften() throws IOException {
    assertEquals(5978, check(transformer(), "trained/vit-cifar10/pgd_2_3_16_logits.npy", ALL));
  }

  private static PretrainedModel resnet() {
    return load(
        "trained/resnet-2b-cifar10",
        "resnet_2b.onnx",
        Normalization.fixed(
            new float[] {0.4914f, 0.4822f, 0.4465f},
            new float[] {0.2471f, 0.2435f, 0.2616f} /* not 0.2470: by the logits beside it */));
  }

  private static PretrainedModel transformer() {
    return load(
        "trained/vit-cifar10",
        "pgd_2_3_16.onnx",
        Normalization.fixed(
            new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f}));
  }

  private static PretrainedModel load(String folder, String file, Normalization normalization) {
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 32, 32)).normalization(normalization);
    return Models.load(
        SharedData.folder(folder).resolve(file), LoadOptions.defaults().pipeline(pipeline));
  }

  /** Answers how many are right. */
  private static int check(PretrainedModel model, String logits, int images) throws IOException {
    Path cifar = SharedData.folder("cifar-10-batches-bin");
    Path file = SharedData.folder("trained").getParent().resolve(logits);
    float[] expected = Npy.read(file).floats();
    Dataset data = Cifar10.test(cifar);
    int right = 0;
    double error = 0;
    try (model;
        Classifier classifier = model.classifier()) {
      for (int i = 0; i < images; i++) {
        float[] actual = classifier.logits(data.image(i));
        int best = 0;
        for (int c = 0; c < CLASSES; c++) {
          error = Math.max(error, Math.abs((double) actual[c] - expected[i * CLASSES + c]));
          best = actual[c] > actual[best] ? c : best;
        }
        right += best == data.label(i) ? 1 : 0;
      }
    }
    double worst = error;
    assertTrue(worst <= LOGITS, () -> "a logit is off by " + worst);
    assertEquals(Optional.empty(), model.report().missing().stream().findFirst());
    return right;
  }
}
