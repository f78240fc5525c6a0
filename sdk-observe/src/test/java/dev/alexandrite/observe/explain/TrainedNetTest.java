package dev.alexandrite.observe.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Explanations of a network that has learned a little of drawn shapes. */
class TrainedNetTest {
  private static final int PIXELS = 24;
  private static final Dataset HELD_OUT = DrawnShapes.of(60, PIXELS, 7);

  private static final Network NETWORK =
      Network.builder("shapes", Shape.image(3, PIXELS, PIXELS))
          .conv2d("conv1", Conv2d.of(12, 5).pad(2))
          .relu("relu1")
          .maxPool("pool1", MaxPool.of(2, 2))
          .conv2d("conv2", Conv2d.of(24, 3).pad(1))
          .relu("relu2")
          .maxPool("pool2", MaxPool.of(2, 2))
          .flatten("flat")
          .linear("fc1", Linear.of(48))
          .relu("relu3")
          .linear("fc2", Linear.of(10))
          .build();

  private static Classifier classifier;
  private static Explainer explainer;

  @BeforeAll
  static void train() {
    classifier =
        Trainer.of(NETWORK)
            .data(DrawnShapes.of(400, PIXELS, 5))
            .epochs(8)
            .batchSize(20)
            .optimizer(Sgd.pytorch(0.02).momentum(0.9))
            .fit()
            .classifier();
    explainer = Explainer.of(classifier);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void contributionsAddUpToTheDifferenceOfScores() {
    double worst = 0;
    for (int i = 0; i < 5; i++) {
      Image image = HELD_OUT.image(i);
      int label = classifier.classify(image).best().classIndex();
      IntegratedGradients found = explainer.integratedGradients(image, label, Baseline.BLACK, 200);
      double sum = 0;
      for (float contribution : found.contributions()) {
        sum += contribution;
      }
      double difference = classifier.logits(image)[label] - found.baselineScore();
      System.out.printf("sum %.5f, difference of scores %.5f%n", sum, difference);
      assertEquals(difference, sum, 0.01 * Math.abs(difference));
      assertEquals(
          Math.abs(sum - difference) / Math.abs(difference), found.completenessError(), 1e-5);
      worst = Math.max(worst, found.completenessError());
      float[] map = found.heatmap().values();
      double ofMap = 0;
      for (float value : map) {
        ofMap += value;
      }
      assertEquals(sum, ofMap, 1e-4);
    }
    System.out.printf("largest completeness error %.2e%n", worst);
    // One step is a gradient times the input, which adds up to something else.
    assertTrue(
        explainer.integratedGradients(HELD_OUT.image(0), 0, Baseline.BLACK, 1).completenessError()
            > 0.01);
  }

  @Test
  void anImageIsItsOwnNearestNeighbour() {
    for (Neighbors neighbors :
        List.of(explainer.neighbors(HELD_OUT), explainer.neighbors(HELD_OUT, "conv1"))) {
      for (int i = 0; i < 10; i++) {
        List<Neighbor> nearest = neighbors.nearest(HELD_OUT.image(i), 60);
        assertEquals(i, nearest.getFirst().index(), neighbors.toString());
        assertEquals(1, nearest.getFirst().similarity(), 1e-6);
        assertEquals(HELD_OUT.name(i), nearest.getFirst().name());
        assertEquals(60, nearest.stream().map(Neighbor::index).distinct().count());
        for (int rank = 1; rank < nearest.size(); rank++) {
          assertTrue(nearest.get(rank).similarity() <= nearest.get(rank - 1).similarity());
        }
      }
    }
    Neighbors neighbors = explainer.neighbors(HELD_OUT);
    assertEquals(3, neighbors.nearest(HELD_OUT.image(0), 3).size());
    assertThrows(IllegalArgumentException.class, () -> neighbors.nearest(HELD_OUT.image(0), 0));
    assertTrue(neighbors.picture(HELD_OUT.image(0), 4).getWidth() > 5 * 112);
  }

  @Test
  void similaritiesAreCosinesOfWhatTheHeadReads() {
    Neighbors neighbors = explainer.neighbors(HELD_OUT);
    float[] wanted = classifier.features(HELD_OUT.image(3), neighbors.layer());
    Neighbor third = neighbors.nearest(HELD_OUT.image(3), 3).getLast();
    float[] other = classifier.features(HELD_OUT.image(third.index()), neighbors.layer());
    double product = 0;
    double one = 0;
    double two = 0;
    for (int i = 0; i < wanted.length; i++) {
      product += (double) wanted[i] * other[i];
      one += (double) wanted[i] * wanted[i];
      two += (double) other[i] * other[i];
    }
    assertEquals(product / Math.sqrt(one * two), third.similarity(), 1e-6);
  }

  @Test
  void mistakesAreSortedByLoss() {
    Mistakes mistakes = explainer.mistakes(HELD_OUT, 60);
    EvaluationReport report = classifier.evaluate(HELD_OUT);
    assertEquals(Math.round((1 - report.top1()) * HELD_OUT.size()), mistakes.count());
    assertTrue(mistakes.count() > 1, "nothing to sort: " + mistakes);
    assertEquals(mistakes.count(), mistakes.worst().size());
    double last = Double.POSITIVE_INFINITY;
    for (Mistake mistake : mistakes.worst()) {
      Predictions found = classifier.classify(HELD_OUT.image(mistake.index()));
      int label = HELD_OUT.label(mistake.index());
      assertTrue(mistake.loss() <= last);
      last = mistake.loss();
      assertEquals(found.best().label(), mistake.predicted());
      assertEquals(HELD_OUT.classNames().get(label), mistake.actual());
      assertEquals(found.best().probability(), mistake.probability(), 1e-5);
      assertEquals(found.probability(label), mistake.actualProbability(), 1e-5);
      assertEquals(-Math.log(mistake.actualProbability()), mistake.loss(), 1e-9);
    }
    assertEquals(mistakes.worst().subList(0, 2), explainer.mistakes(HELD_OUT, 2).worst());
    BufferedImage picture = explainer.mistakes(HELD_OUT, 2).picture();
    assertEquals(4 + 2 * 116, picture.getWidth());
  }

  @Test
  void otherClassesAndLabelsAreRefused() {
    Dataset other =
        new ForwardingDataset(HELD_OUT) {
          @Override
          public List<String> classNames() {
            return List.of("a", "b");
          }
        };
    String classes =
        assertThrows(DataException.class, () -> explainer.mistakes(other, 1)).getMessage();
    assertTrue(classes.contains("2 classes") && classes.contains("10"), classes);
    Dataset wrong =
        new ForwardingDataset(HELD_OUT) {
          @Override
          public int label(int index) {
            return 10;
          }
        };
    assertThrows(DataException.class, () -> explainer.mistakes(wrong, 1));
    assertThrows(IllegalArgumentException.class, () -> explainer.mistakes(HELD_OUT, 0));
  }

  @Test
  void theSameQuestionHasTheSameBits() {
    Image image = HELD_OUT.image(4);
    float[] first = explainer.gradCam(image, 4).values();
    explainer.occlusion(image, 4);
    assertArrayEquals(first, explainer.gradCam(image, 4).values());
    assertArrayEquals(
        explainer.integratedGradients(image, 4).contributions(),
        explainer.integratedGradients(image, 4).contributions());
  }
}
