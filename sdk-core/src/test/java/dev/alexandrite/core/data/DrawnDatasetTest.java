package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DrawnDatasetTest {
  @Test
  void anImageIsAFunctionOfSeedAndNumber() {
    Dataset small = new DrawnDataset(20, 32, 1);
    Dataset large = new DrawnDataset(2_000, 32, 1);
    Dataset other = new DrawnDataset(20, 32, 2);
    assertArrayEquals(small.image(13).rgb(), large.image(13).rgb());
    assertFalse(Arrays.equals(small.image(13).rgb(), small.image(3).rgb()));
    assertFalse(Arrays.equals(small.image(13).rgb(), other.image(13).rgb()));
    assertNotEquals(small.fingerprint(), other.fingerprint());
  }

  @Test
  void classesGoRound() {
    Dataset data = new DrawnDataset(25, 16, 1);
    assertEquals(10, data.classNames().size());
    assertEquals("half disc", data.classNames().get(data.label(17)));
    assertThrows(IllegalArgumentException.class, () -> new DrawnDataset(9, 32, 1));
    assertThrows(IllegalArgumentException.class, () -> new DrawnDataset(10, 15, 1));
  }

  /** Neither colours nor places tell the class: the shape has to be seen. */
  @Test
  void logisticRegressionStaysUnderFortyPercent() {
    var train = new LogisticRegression.Examples(new DrawnDataset(4_000, 32, 1));
    var test = new LogisticRegression.Examples(new DrawnDataset(1_000, 32, 2));
    var regression = new LogisticRegression(10, train.features());
    double before = regression.loss(train);
    regression.fit(train);
    assertTrue(regression.loss(train) < before);
    assertTrue(regression.hasConverged(), "gradient " + regression.gradientNorm());
    double accuracy = regression.accuracy(test);
    assertTrue(accuracy < 0.40, "logistic regression got " + accuracy);
  }
}
