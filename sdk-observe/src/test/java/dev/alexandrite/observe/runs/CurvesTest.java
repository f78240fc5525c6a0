package dev.alexandrite.observe.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurvesTest {
  @Test
  void fewPointsAreKeptAsTheyAre() {
    Curves curves = filled(5);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5}, curves.places());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5}, curves.values(0));
    assertArrayEquals(new double[] {-1, -2, -3, -4, -5}, curves.values(1));
  }

  @Test
  void manyPointsBecomeMeansOfNeighbours() {
    for (int count : new int[] {512, 513, 514, 1024, 1025, 100_000, 1_000_003}) {
      Curves curves = filled(count);
      double[] x = curves.places();
      double[] y = curves.values(0);
      assertTrue(x.length <= 513 && x.length > 200, count + " points are " + x.length);
      assertEquals(count, x[x.length - 1], "the last point is shown");
      for (int i = 0; i < x.length; i++) {
        double from = i == 0 ? 1 : x[i - 1] + 1;
        assertEquals((from + x[i]) / 2, y[i], 1e-6 * count, count + " points, place " + i);
      }
    }
  }

  @Test
  void onlyPointsBehindAllOthersAreTaken() {
    RunRecorder recorder = new RunRecorder();
    for (int step : new int[] {1, 2, 2, 1, 3}) {
      recorder.step(step, step, 0.1, 100, 0);
    }
    assertArrayEquals(new double[] {1, 2, 3}, recorder.curves().stepLoss().x());
  }

  @Test
  void theBestEpochIsTheFirstOfTheHighestTop1() {
    RunRecorder recorder = new RunRecorder();
    assertTrue(recorder.curves().best().isEmpty());
    assertFalse(recorder.curves().top1().hasValues());
    double[] top1 = {0.1, 0.5, Double.NaN, 0.5, 0.4};
    for (int epoch = 0; epoch < top1.length; epoch++) {
      recorder.epoch(new EpochPoint(epoch, 10, 1, 1, top1[epoch], 1, 0.1, 100, 0));
    }
    assertEquals(1, recorder.curves().best().orElseThrow().epoch());
    assertEquals(4, recorder.curves().last().orElseThrow().epoch());
    assertTrue(recorder.curves().top1().hasValues());
  }

  @Test
  void onlyTheLastEpochsAreKeptWhole() {
    RunRecorder recorder = new RunRecorder();
    IntStream.range(0, 5000)
        .forEach(epoch -> recorder.epoch(new EpochPoint(epoch, epoch, 1, 1, 0, 0, 0, 0, 0)));
    assertEquals(100, recorder.curves().lastEpochs().size());
    assertTrue(DoubleStream.of(recorder.curves().trainLoss().y()).allMatch(loss -> loss == 1));
  }

  private static Curves filled(int count) {
    Curves curves = new Curves(2);
    for (int i = 1; i <= count; i++) {
      curves.begin(i);
      curves.value(0, i);
      curves.value(1, -i);
      curves.end();
    }
    return curves;
  }
}
