package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.RelabelledDataset;
import dev.alexandrite.data.Sampling;
import dev.alexandrite.data.Split;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Model;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Trainer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What means nothing for several labels or values is refused by name, before anything is done. */
class TaskRefusalTest {
  private static final Dataset SHAPES = DrawnTargets.shapes(20, 1);
  private static final Dataset PLACES = DrawnTargets.places(20, 1);
  private static final Dataset CLASSES = SmallRun.data(20);

  private static Model model(Dataset data) {
    return DrawnTargets.model(data.classNames().size());
  }

  private static void refused(Dataset data, UnaryOperator<Trainer> option, String... words) {
    Trainer trainer =
        option.apply(
            Trainer.of(data == CLASSES ? SmallRun.model() : model(data))
                .data(data)
                .validation(data)
                .backend("scalar"));
    String message = assertThrows(AlexandriteException.class, trainer::fit).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void optionsOfOtherLosses() {
    for (Dataset data : List.of(SHAPES, PLACES)) {
      String has = data.task().text();
      refused(data, it -> it.loss(Losses.focal(2)), "loss(...)", has, "leave it out");
      refused(data, it -> it.labelSmoothing(0.1), "labelSmoothing(0.1)", has, "set it to 0");
    }
    refused(SHAPES, it -> it.classWeights(1, 2, 3), "classWeights(...)", "positiveWeights(...)");
    refused(PLACES, it -> it.classWeights(1, 2), "classWeights(...)", "leave it out");
    refused(PLACES, it -> it.positiveWeights(1, 2), "positiveWeights(...)", "leave it out");
    refused(CLASSES, it -> it.positiveWeights(1, 2, 3), "positiveWeights(...)", "classWeights");
    refused(SHAPES, it -> it.positiveWeights(1, 2), "2 weights for 3 labels");
    refused(PLACES, it -> it.mixing(Mixing.mixup(0.2)), "mixing(...)", "values an image");
  }

  @Test
  void samplingByClasses() {
    refused(SHAPES, it -> it.sampling(Sampling.balanced()), "balanced classes", "weighted(...)");
    refused(
        PLACES, it -> it.sampling(Sampling.weightedClasses(1, 2)), "by shares", "values an image");
    double[] weights = new double[20];
    weights[3] = 1;
    DrawnTargets.trainer(SHAPES)
        .sampling(Sampling.weighted(weights))
        .epochs(1)
        .fit()
        .classifier()
        .close();
  }

  @Test
  void monitorsAndMetricsOfOtherTasks() {
    for (Dataset data : List.of(SHAPES, PLACES)) {
      refused(data, it -> it.earlyStop(EarlyStop.of(2).monitor(Monitor.top1())), "top-1", "watch");
      refused(
          data,
          it -> it.schedule(Schedules.dividePlateauBy(10).monitor(Monitor.top5())),
          "schedule by top-5");
      refused(data, it -> it.metric(new Always()), "metric(always)", "leave it out");
    }
    refused(
        PLACES,
        it -> it.earlyStop(EarlyStop.of(2).monitor(Monitor.meanAveragePrecision())),
        "mAP",
        "meanAbsoluteError");
    refused(
        CLASSES,
        it -> it.earlyStop(EarlyStop.of(2).monitor(Monitor.meanAbsoluteError())),
        "mean absolute error",
        "Monitor.top1()");
  }

  private static final class Always implements Metric {
    @Override
    public String name() {
      return "always";
    }

    @Override
    public Accumulator start() {
      throw new AssertionError("nothing is evaluated");
    }
  }

  @Test
  void aHeadOfAnotherWidthAndValidationOfAnotherTask() {
    Trainer narrow = Trainer.of(DrawnTargets.model(2)).data(SHAPES).backend("scalar");
    String message = assertThrows(AlexandriteException.class, narrow::fit).getMessage();
    assertTrue(message.contains("has 2 outputs") && message.contains("disc"), message);
    Trainer other = DrawnTargets.trainer(SHAPES).validation(DrawnTargets.places(5, 1));
    String second = assertThrows(DataException.class, other::fit).getMessage();
    assertTrue(
        second.contains("the validation data has values an image")
            && second.contains("several labels an image"),
        second);
  }

  @Test
  void divisionsByClass() {
    assertThrows(DataException.class, () -> Split.stratified(SHAPES, 0.2, 1));
    assertThrows(DataException.class, () -> SHAPES.label(0));
    assertThrows(DataException.class, () -> RelabelledDataset.of(SHAPES, List.of("a", "b")));
    Split split = SHAPES.split(0.25, 1);
    assertEquals(5, split.validation().size());
    assertEquals(15, split.train().size());
    for (int i = 0; i < 5; i++) {
      int whole = Integer.parseInt(split.validation().name(i).substring("image ".length()));
      for (int label = 0; label < 3; label++) {
        assertEquals(SHAPES.target(whole, label), split.validation().target(i, label));
      }
    }
    List<Split> folds = PLACES.folds(3, 1);
    assertEquals(20, folds.stream().mapToInt(fold -> fold.validation().size()).sum());
  }

  @Test
  void anEvaluationOfAnotherTask() {
    try (Classifier classifier = DrawnTargets.trainer(PLACES).epochs(1).fit().classifier()) {
      String message =
          assertThrows(DataException.class, () -> classifier.evaluate(SHAPES)).getMessage();
      assertTrue(message.contains("the classifier has values an image"), message);
      assertThrows(
          IllegalArgumentException.class,
          () -> classifier.evaluate(PLACES, Views.CENTER, List.of(new Always())));
    }
  }

  @Test
  void targetsThatAreNone() {
    List<Image> images = List.of(new Image(1, 1, new byte[3]));
    List<String> names = List.of("a", "b");
    assertRefused(
        "1 images, 0 rows of targets",
        () -> InMemoryDataset.multiLabel(images, new float[0][], names));
    assertRefused(
        "image 0 has 1 targets for 2 names",
        () -> InMemoryDataset.regression(images, new float[1][1], names));
    assertRefused(
        "image 0 has 2.0 for \"b\", expected 0, 1 or a probability between",
        () -> InMemoryDataset.multiLabel(images, new float[][] {{1, 2}}, names));
    assertRefused(
        "image 0 has NaN for \"a\", expected a finite number",
        () -> InMemoryDataset.regression(images, new float[][] {{Float.NaN, 2}}, names));
  }

  private static void assertRefused(String words, Executable action) {
    String message = assertThrows(DataException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }
}
