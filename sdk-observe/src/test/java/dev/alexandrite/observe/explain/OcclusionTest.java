package dev.alexandrite.observe.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A network whose score is the brightest square of 8 by 8 pixels, and a picture with one. */
class OcclusionTest {
  private static final int SIDE = 40;
  private static final int SHAPE = 8;
  private static final int TOP = 22;
  private static final int LEFT = 9;

  private static final Network BRIGHTEST =
      Network.builder("brightest", Shape.image(3, SIDE, SIDE))
          .conv2d("mean", Conv2d.of(1, SHAPE))
          .maxPool("most", MaxPool.of(SIDE - SHAPE + 1, 1))
          .flatten("flat")
          .linear("fc", Linear.of(2))
          .build();

  private static Classifier brightest() {
    return TinyNets.classifier(
        BRIGHTEST,
        spec -> {
          float[] values = new float[spec.shape().elements()];
          if (spec.name().equals("mean.weight")) {
            Arrays.fill(values, 1f / values.length);
          } else if (spec.name().equals("fc.weight")) {
            values[0] = 1;
            values[1] = -1;
          }
          return values;
        });
  }

  private static Image drawn() {
    byte[] pixels = new byte[3 * SIDE * SIDE];
    Arrays.fill(pixels, (byte) 10);
    for (int y = TOP; y < TOP + SHAPE; y++) {
      for (int x = LEFT; x < LEFT + SHAPE; x++) {
        Arrays.fill(pixels, 3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3, (byte) 255);
      }
    }
    return new Image(SIDE, SIDE, pixels);
  }

  @Test
  void theFallIsLargestOnTheDrawnShape() {
    Occluder black = new Occluder(4, 2, Baseline.BLACK);
    try (Classifier classifier = brightest()) {
      Explainer explainer = Explainer.of(classifier);
      Heatmap map = explainer.occlusion(drawn(), 0, black);
      float[] values = map.values();
      int peak = 0;
      for (int i = 0; i < values.length; i++) {
        peak = values[i] > values[peak] ? i : peak;
      }
      assertTrue(inside(peak / SIDE, peak % SIDE), "peak at " + peak);
      // A quarter of the shape is covered by one square, which costs a quarter of its brightness.
      assertEquals(0.25, map.strongest(), 0.01);
      assertEquals(1, map.score(), 1e-5);
      assertTrue(map.mass(TOP - 3, LEFT - 3, TOP + SHAPE + 3, LEFT + SHAPE + 3) > 0.999);
      assertEquals(0, values[0], 1e-5);
      // The other class's score is the negative one.
      float[] against = explainer.occlusion(drawn(), 1, black).values();
      for (int i = 0; i < values.length; i++) {
        assertEquals(-values[i], against[i], 1e-5);
      }
    }
  }

  /** A square that covers all leaves one place, whose fall is that to the plain picture. */
  @Test
  void aSquareOfTheWholeInputMeasuresTheBaseline() {
    try (Classifier classifier = brightest()) {
      Heatmap map =
          Explainer.of(classifier).occlusion(drawn(), 0, new Occluder(500, 500, Baseline.GRAY));
      for (float value : map.values()) {
        assertEquals(0.5, value, 1e-5);
      }
    }
  }

  private static boolean inside(int y, int x) {
    return y >= TOP && y < TOP + SHAPE && x >= LEFT && x < LEFT + SHAPE;
  }
}
