package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.LabelMeasures;
import dev.alexandrite.evaluate.ValueMeasures;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Several labels an image and values, from data to what a saved classifier answers. */
class TargetTrainingTest {
  private static final ClassifierOptions SCALAR = ClassifierOptions.defaults().backend("scalar");

  @TempDir Path temp;

  private static Dataset drawn(Task task, int size, long seed) {
    return task == Task.MULTI_LABEL
        ? DrawnTargets.shapes(size, seed)
        : DrawnTargets.places(size, seed);
  }

  @Test
  void shapesInOnePictureAreToldApart() {
    Dataset held = DrawnTargets.shapes(200, 2);
    TrainingResult result =
        DrawnTargets.trainer(DrawnTargets.shapes(400, 1))
            .validation(held)
            .epochs(10)
            .earlyStop(EarlyStop.of(10).monitor(Monitor.meanAveragePrecision()))
            .fit();
    try (Classifier classifier = result.classifier()) {
      assertEquals(Task.MULTI_LABEL, classifier.task());
      EvaluationReport report = classifier.evaluate(held);
      LabelMeasures labels = report.labels().orElseThrow();
      // Chance has an average precision of 0.5 and finds all three in one picture of eight.
      assertTrue(labels.meanAveragePrecision() > 0.9, labels::table);
      assertTrue(labels.exactMatch() > 0.6, report::toString);
      assertTrue(Double.isNaN(report.top1()) && !report.ranked());
      EpochReport best = result.best().orElseThrow();
      assertEquals(
          best.validation().orElseThrow().metrics(), report.metrics(), "the best was restored");
      assertTrue(
          result.history().stream()
              .map(epoch -> epoch.validation().orElseThrow())
              .allMatch(each -> each.error() >= report.error()));
      assertAnswersAreThoseOfTheReport(classifier, held, labels);
    }
  }

  private static void assertAnswersAreThoseOfTheReport(
      Classifier classifier, Dataset held, LabelMeasures labels) {
    int exact = 0;
    for (int i = 0; i < held.size(); i++) {
      Image image = held.image(i);
      Predictions answer = classifier.classify(image);
      float[] logits = classifier.logits(image);
      boolean all = true;
      for (int label = 0; label < logits.length; label++) {
        float probability = answer.probability(label);
        assertEquals((float) (1 / (1 + StrictMath.exp(-logits[label]))), probability);
        String name = DrawnTargets.SHAPES.get(label);
        boolean found = answer.labels().stream().map(Prediction::label).anyMatch(name::equals);
        assertEquals(probability >= 0.5, found);
        all &= found == held.target(i, label) > 0;
      }
      exact += all ? 1 : 0;
      assertThrows(IllegalStateException.class, answer::values);
    }
    assertEquals(labels.exactMatch(), exact / (double) held.size());
  }

  @Test
  void thePlaceOfADiscIsFound() {
    Dataset held = DrawnTargets.places(200, 2);
    TrainingResult result =
        DrawnTargets.trainer(DrawnTargets.places(400, 1)).validation(held).epochs(8).fit();
    try (Classifier classifier = result.classifier()) {
      EvaluationReport report = classifier.evaluate(held);
      ValueMeasures values = report.values().orElseThrow();
      // A pixel of sixteen; the mean place is two and a half away, and has an R2 of 0.
      assertTrue(values.meanAbsoluteError() < 1.0 / DrawnTargets.PIXELS, values::table);
      assertTrue(values.r2() > 0.8, report::toString);
      assertEquals(values.meanSquaredError(), report.loss());
      assertEquals(report.loss(), report.error());
      Image image = held.image(0);
      Predictions answer = classifier.classify(image);
      float[] outputs = classifier.logits(image);
      assertEquals(outputs[1], answer.values().get(1).value(), "no softmax, no sigmoid");
      assertEquals("y", answer.values().get(1).name());
      for (Runnable wrong :
          List.<Runnable>of(answer::best, answer::labels, answer::probabilities)) {
        assertTrue(
            assertThrows(IllegalStateException.class, wrong::run)
                .getMessage()
                .contains("values()"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CLASSIFICATION")
  void aRunThatWasKilledAndResumedEndsWithTheSameBytes(Task task) {
    for (int step : new int[] {1, 4, 7}) {
      String parts = "parts" + step;
      Trainer stopped = run(task, parts).checkpointEvery(1).listener(failAt(step));
      assertThrows(Failed.class, stopped::fit);
      run(task, parts).resume().fit().classifier().close();
      TrainingResult whole = run(task, "whole" + step).fit();
      whole.classifier().close();
      Path last = whole.checkpoint().orElseThrow();
      assertEquals(checksums(last), checksums(temp.resolve(parts).resolve(last.getFileName())));
      assertEquals(
          whole.history().stream()
              .map(epoch -> epoch.validation().orElseThrow().metrics())
              .toList(),
          EpochReport.history(last).stream()
              .map(epoch -> epoch.validation().orElseThrow().metrics())
              .toList());
      assertTrue(
          Double.isNaN(EpochReport.history(last).getFirst().validation().orElseThrow().top1()));
    }
  }

  @Test
  void mixedLabelsResumeToo() {
    Trainer stopped = mixed("parts").checkpointEvery(1).listener(failAt(5));
    assertThrows(Failed.class, stopped::fit);
    mixed("parts").resume().fit().classifier().close();
    TrainingResult whole = mixed("whole").fit();
    whole.classifier().close();
    Path last = whole.checkpoint().orElseThrow();
    assertEquals(checksums(last), checksums(temp.resolve("parts").resolve(last.getFileName())));
  }

  private Trainer mixed(String folder) {
    return run(Task.MULTI_LABEL, folder)
        .mixing(Mixing.mixup(0.4).orCutMix(1))
        .positiveWeights(1, 2, 0.5);
  }

  private Trainer run(Task task, String folder) {
    return DrawnTargets.trainer(drawn(task, 58, 1))
        .validation(drawn(task, 30, 2))
        .epochs(2)
        .checkpoints(temp.resolve(folder));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CLASSIFICATION")
  void auxiliaryHeadsHaveTheSameLoss(Task task) {
    Dataset data = drawn(task, 32, 1);
    int outputs = data.classNames().size();
    Network twice =
        Network.builder("twice", DrawnTargets.network(outputs).input())
            .flatten("flat")
            .linear("fc", zeros(outputs))
            .linear("aux", zeros(outputs), "flat")
            .output("fc")
            .auxiliary("aux", 0.5)
            .build();
    Network once =
        Network.builder("once", DrawnTargets.network(outputs).input())
            .flatten("flat")
            .linear("fc", zeros(outputs))
            .build();
    assertEquals(1.5 * firstLoss(once, data), firstLoss(twice, data), CoreTolerances.HOST_LOSS);
  }

  private static Linear zeros(int outputs) {
    return Linear.of(outputs).weights(new Initializer.Constant(0));
  }

  private static double firstLoss(Network network, Dataset data) {
    List<Double> losses = new ArrayList<>();
    DrawnTargets.trainer(DrawnTargets.model(network), data)
        .epochs(1)
        .listener(
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                losses.add(report.loss());
              }
            })
        .fit()
        .classifier()
        .close();
    return losses.getFirst();
  }

  private static Map<String, String> checksums(Path checkpoint) {
    return Checkpoint.open(checkpoint).tensors().stream()
        .collect(
            Collectors.toMap(
                tensor -> tensor.file() + " " + tensor.name(),
                TensorInfo::sha256,
                (a, b) -> a,
                TreeMap::new));
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener failAt(int step) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          throw new Failed();
        }
      }
    };
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CLASSIFICATION")
  void theTaskTravelsWithCheckpointFolderAndArchive(Task task) {
    Dataset held = drawn(task, 10, 3);
    TrainingResult result = run(task, "run").fit();
    Path folder = temp.resolve("saved");
    Path archive = temp.resolve("saved.zip");
    try (Classifier trained = result.classifier()) {
      trained.save(folder);
      trained.pack(archive);
      for (Path from : List.of(result.checkpoint().orElseThrow(), folder, archive)) {
        try (Classifier loaded = Classifier.load(from, SCALAR)) {
          assertEquals(task, loaded.task());
          assertEquals(trained.classify(held.image(0)), loaded.classify(held.image(0)));
          assertEquals(trained.evaluate(held), loaded.evaluate(held));
        }
      }
    }
  }

  @Test
  void thresholdsDecideWhatIsFound() {
    TrainingResult result = run(Task.MULTI_LABEL, "run").fit();
    result.classifier().close();
    Path checkpoint = result.checkpoint().orElseThrow();
    Dataset held = DrawnTargets.shapes(40, 3);
    Image image = held.image(0);
    float[] probabilities;
    try (Classifier loaded = Classifier.load(checkpoint, SCALAR)) {
      probabilities = loaded.classify(image).probabilities();
    }
    // The first is found at exactly its threshold, the second is not, just above; so is the third.
    double above = Math.nextUp((double) probabilities[1]);
    ClassifierOptions each = SCALAR.thresholds(probabilities[0], above, 0.000001);
    try (Classifier loaded = Classifier.load(checkpoint, each)) {
      List<Integer> found =
          loaded.classify(image).labels().stream().map(Prediction::classIndex).sorted().toList();
      assertEquals(List.of(0, 2), found);
      LabelMeasures measures = loaded.evaluate(held).labels().orElseThrow();
      assertEquals(1, measures.labels().get(2).recall());
      assertEquals(0.000001, measures.labels().get(2).threshold());
    }
    assertThrows(
        InvalidModelException.class,
        () -> Classifier.load(checkpoint, SCALAR.thresholds(0.5, 0.5)));
    TrainingResult places = run(Task.REGRESSION, "places").fit();
    places.classifier().close();
    String message =
        assertThrows(
                InvalidModelException.class,
                () -> Classifier.load(places.checkpoint().orElseThrow(), SCALAR.thresholds(0.5)))
            .getMessage();
    assertTrue(message.contains("values an image") && message.contains("leave them out"), message);
  }
}
