package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.data.Cifar10;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.testkit.golden.SharedData;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A network that others trained goes on learning here, and forgets nothing of it. */
class FineTuneCifarTest {
  private static final int IMAGES = 10_000;

  /** What its authors' weights name right of the test images. */
  private static final int HITS = 9173;

  /** Two standard deviations of the difference if one image in twenty changed sides. */
  private static final int CHANCE = 45;

  /** One epoch of 50,000 images. */
  @Tag("slow")
  @Test
  void anEpochAtASmallRateLosesNothing() {
    Path data = SharedData.folder("cifar-10-batches-bin");
    Dataset test = Cifar10.test(data);
    Path file = SharedData.folder("trained/pytorch-resnet-cifar10").resolve("resnet20-12fca82f.th");
    LoadOptions options = LoadOptions.defaults().model(ResNet.cifarResnet20().build());
    try (PretrainedModel loaded = Models.load(file, options)) {
      PretrainedModel model =
          loaded.classNames(test.classNames()).pipeline(pipeline(loaded.recipe().pipeline()));
      try (Classifier before = model.classifier()) {
        assertEquals(HITS, hits(before, test));
      }
      Trainer trainer =
          Trainer.of(model.recipe())
              .data(Cifar10.train(data))
              .initialWeights(model.weights(), model.rule())
              .optimizer(Sgd.pytorch(1e-4).momentum(0.9).weightDecay(1e-4))
              .epochs(1)
              .batchSize(128)
              .backend("cpu")
              .seed(1);
      try (TrainingResult result = trainer.fit()) {
        int after = hits(result.classifier(), test);
        System.out.println("of " + IMAGES + " right: " + HITS + " before, " + after + " after");
        assertTrue(after > HITS - CHANCE, after + " right");
      }
    }
  }

  /** As in the authors' training: ImageNet's colours, crops out of 40×40 pixels, flips. */
  private static InputPipeline pipeline(InputPipeline given) {
    return given
        .range(PixelRange.UNIT)
        .normalization(Normalization.imageNet())
        .training(List.of(Augment.randomCrop(32).padding(4), Augment.horizontalFlip()));
  }

  private static int hits(Classifier classifier, Dataset test) {
    double top1 = Evaluator.of(classifier).evaluate(test, Views.CENTER).top1();
    return Math.toIntExact(Math.round(top1 * IMAGES));
  }
}
