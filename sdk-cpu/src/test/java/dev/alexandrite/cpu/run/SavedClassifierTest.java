package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that packs weights still has those that were uploaded, which are saved. */
class SavedClassifierTest {
  private static final Dataset IMAGES = DrawnShapes.of(12, 32, 5);
  private static final ClassifierOptions CPU =
      ClassifierOptions.defaults().backend("cpu").threads(2);

  @TempDir Path temp;

  private static List<Predictions> answers(Classifier classifier) {
    return IntStream.range(0, IMAGES.size())
        .mapToObj(IMAGES::image)
        .map(classifier::classify)
        .toList();
  }

  private static List<Predictions> answers(Path folder, ClassifierOptions options) {
    try (Classifier classifier = Classifier.load(folder, options)) {
      return answers(classifier);
    }
  }

  private static byte[] weights(Path folder) throws IOException {
    return Files.readAllBytes(folder.resolve("weights.safetensors"));
  }

  @Test
  void whatIsSavedAnswersWithTheSameBits() throws IOException {
    AlexNet net = AlexNet.tiny().classes(10).build();
    Path saved = temp.resolve("saved");
    List<Predictions> expected;
    try (TrainingResult run =
        Trainer.of(net)
            .data(IMAGES)
            .epochs(1)
            .batchSize(4)
            .optimizer(Sgd.paper(0.01).momentum(0.9))
            .backend("cpu")
            .threads(2)
            .fit()) {
      expected = answers(run.classifier());
      run.classifier().save(saved);
    }
    assertEquals(expected, answers(saved, CPU));

    for (WeightForm form : WeightForm.values()) {
      Path again = temp.resolve(form.name());
      try (Classifier classifier = Classifier.load(saved, CPU.weights(form))) {
        if (form != WeightForm.FLOAT32) {
          assertNotEquals(expected, answers(classifier));
        }
        classifier.save(again);
      }
      assertArrayEquals(weights(saved), weights(again), form.name());
    }
  }

  @Test
  void weightsThroughTheDoorAnswerLikeTheCheckpointTheyAreFrom() {
    AlexNet net = AlexNet.tiny().classes(10).augment().build();
    Path folder = temp.resolve("run");
    try (TrainingResult run =
            Trainer.of(net)
                .data(IMAGES)
                .epochs(1)
                .batchSize(4)
                .backend("cpu")
                .threads(2)
                .checkpoints(folder)
                .fit();
        Classifier built =
            Classifier.builder(net)
                .weights(Checkpoint.latest(folder).orElseThrow().weights())
                .classNames(IMAGES.classNames())
                .options(CPU)
                .build()) {
      assertEquals(answers(run.classifier()), answers(built));
    }
  }
}
