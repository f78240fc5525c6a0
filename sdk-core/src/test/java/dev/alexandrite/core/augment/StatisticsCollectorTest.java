package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.core.data.TestImages;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.tensor.RandomStream.Purpose;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatisticsCollectorTest {
  private static final InputPipeline PIPELINE =
      InputPipeline.plain(Shape.image(3, 6, 6)).normalization(new Normalization.MeanColor());

  @Test
  void threadsDoNotMatter() throws InterruptedException {
    Dataset data = TestImages.dataset(17, 9, 7);
    DataStatistics one = StatisticsCollector.collect(data, PIPELINE, 1, () -> false);
    for (int threads = 2; threads <= 5; threads++) {
      assertEquals(one, StatisticsCollector.collect(data, PIPELINE, threads, () -> false));
    }
  }

  @Test
  void meansAreThoseOfTheResizedImages() throws InterruptedException {
    Dataset data = TestImages.dataset(5, 6, 6);
    DataStatistics statistics = StatisticsCollector.collect(data, PIPELINE, 2, () -> false);
    double color = 0;
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        double sum = 0;
        for (int i = 0; i < 5; i++) {
          sum += data.image(i).value(y, x, 2);
        }
        assertEquals(sum / 5, statistics.meanImage()[2 * 36 + y * 6 + x], 1e-4);
        color += sum / 5 / 36;
      }
    }
    assertEquals(color, statistics.meanColor()[2], 1e-3);
  }

  /** Colours along one line: the first component is the line, the others have no extent. */
  @Test
  void componentsOfKnownColours() throws InterruptedException {
    byte[] rgb = {90, 100, 110, 110, 100, 90}; // ±10 along (−1, 0, 1)
    Dataset data =
        InMemoryDataset.of(List.of(new Image(1, 2, rgb)), new int[] {0}, List.of("a", "b"));
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 1, 1))
            .resize(new Resize.None(1, 2))
            .normalization(new Normalization.MeanColor());
    DataStatistics statistics = StatisticsCollector.collect(data, pipeline, 1, () -> false);
    assertEquals(Math.sqrt(200), statistics.pcaDeviations()[0], 1e-4);
    assertEquals(0, statistics.pcaDeviations()[1], 1e-3);
    float[] vectors = statistics.pcaVectors();
    assertEquals(Math.sqrt(0.5), Math.abs(vectors[0]), 1e-6);
    assertEquals(0, vectors[1], 1e-6);
    assertEquals(-vectors[0], vectors[2], 1e-6);
  }

  @Test
  void eigenvectorsRebuildTheMatrix() {
    var random = new CounterRandom();
    for (int trial = 0; trial < 50; trial++) {
      random.start(trial, Purpose.DRAW, 0, 0, 0);
      double[][] matrix = new double[3][3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[i][j] = random.nextGaussian();
          matrix[j][i] = matrix[i][j];
        }
      }
      SymmetricEigen eigen = SymmetricEigen.of(matrix);
      assertTrue(eigen.value(0) >= eigen.value(1) && eigen.value(1) >= eigen.value(2));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          double rebuilt = 0;
          double product = 0;
          for (int k = 0; k < 3; k++) {
            rebuilt += eigen.value(k) * eigen.vector(k, i) * eigen.vector(k, j);
            product += eigen.vector(i, k) * eigen.vector(j, k);
          }
          assertEquals(matrix[i][j], rebuilt, 1e-12);
          assertEquals(i == j ? 1 : 0, product, 1e-12);
        }
      }
    }
  }

  @Test
  void nothingIsReadWhereNothingIsNeeded() throws InterruptedException {
    Dataset unread = new Unreadable(TestImages.dataset(3, 6, 6));
    InputPipeline plain = InputPipeline.plain(Shape.image(3, 6, 6));
    assertEquals(
        DataStatistics.none(6, 6), StatisticsCollector.collect(unread, plain, 2, () -> false));
    var e =
        assertThrows(
            DataException.class,
            () -> StatisticsCollector.collect(unread, PIPELINE, 2, () -> false));
    assertTrue(e.getMessage().contains("unreadable"));
  }

  private record Unreadable(Dataset source) implements Dataset {
    @Override
    public int size() {
      return source.size();
    }

    @Override
    public List<String> classNames() {
      return source.classNames();
    }

    @Override
    public int label(int index) {
      return source.label(index);
    }

    @Override
    public Image image(int index) {
      throw new DataException("image " + index + ": unreadable");
    }

    @Override
    public String name(int index) {
      return source.name(index);
    }
  }
}
