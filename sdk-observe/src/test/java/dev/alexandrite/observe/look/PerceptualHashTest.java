package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Image;
import java.awt.Color;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
  private static final int SEEDS = 40;

  /** By the definition: every pixel is a square of which a part falls into each cell. */
  private static double[] slowCells(Image image) {
    double[] cells = new double[32 * 32];
    double across = image.width() / 32.0;
    double down = image.height() / 32.0;
    for (int i = 0; i < cells.length; i++) {
      double left = i % 32 * across;
      double top = i / 32 * down;
      for (int y = (int) top; y < Math.min(image.height(), top + down); y++) {
        for (int x = (int) left; x < Math.min(image.width(), left + across); x++) {
          double part =
              (Math.min(x + 1, left + across) - Math.max(x, left))
                  * (Math.min(y + 1, top + down) - Math.max(y, top));
          double luma =
              0.299 * image.value(y, x, 0)
                  + 0.587 * image.value(y, x, 1)
                  + 0.114 * image.value(y, x, 2);
          cells[i] += Math.max(0, part) * luma / (across * down);
        }
      }
    }
    return cells;
  }

  @Test
  void cellsAreMeansOfWhatLiesInThem() {
    Random random = new Random(1);
    for (int[] size : new int[][] {{1, 1}, {1, 50}, {31, 33}, {32, 32}, {64, 96}, {75, 100}}) {
      byte[] rgb = new byte[3 * size[0] * size[1]];
      random.nextBytes(rgb);
      Image image = new Image(size[0], size[1], rgb);
      double[] expected = slowCells(image);
      double[] found = PerceptualHash.cells(image);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], found[i], 1e-9, image + ", cell " + i);
      }
    }
  }

  @Test
  void aBitIsTheSignOfAFrequency() {
    // A cosine of one frequency alone: all others vanish, up to rounding.
    double[] cells = new double[32 * 32];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = 128 - 100 * Math.cos(Math.PI * 3 * (2 * (i % 32) + 1) / 64);
    }
    long dark = PerceptualHash.of(cells);
    for (int i = 0; i < cells.length; i++) {
      cells[i] = 256 - cells[i];
    }
    long bright = PerceptualHash.of(cells);
    // Diagonals of 2 and 3 come before the third frequency across.
    assertEquals(0, dark >>> 5 & 1, "negative");
    assertEquals(1, bright >>> 5 & 1, "positive");
  }

  @Test
  void whatHappensToAnImageOnTheWebChangesFewBits() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Image image = Drawings.image(seed);
      assertAlike(image, Drawings.scaled(image, 200, 160), "scaled, another aspect");
      assertAlike(image, Drawings.scaled(image, 48, 36), "half");
      assertAlike(image, Drawings.compressed(image, 0.3f), "compressed");
      assertAlike(image, Drawings.brighter(image, 15), "brighter");
    }
  }

  private static Sketch sketch(Image image) {
    return Objects.requireNonNull(Sketch.of(image));
  }

  private static void assertAlike(Image one, Image other, String what) {
    Sketch first = sketch(one);
    Sketch second = sketch(other);
    int bits = PerceptualHash.distance(first.hash(), second.hash());
    assertTrue(bits <= DataLook.DEFAULT_NEAR, what + ": " + bits + " bits");
    assertTrue(first.resembles(second, false), what);
  }

  @Test
  void otherImagesAreFarAway() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (long other = seed + 1; other < SEEDS; other++) {
        Sketch first = sketch(Drawings.image(seed));
        Sketch second = sketch(Drawings.image(other));
        int bits = PerceptualHash.distance(first.hash(), second.hash());
        assertTrue(bits > DataLook.DEFAULT_NEAR, seed + " and " + other + ": " + bits);
        assertFalse(first.resembles(second, false), seed + " and " + other);
      }
    }
  }

  @Test
  void aMirrorImageHasTheOddFrequenciesTheOtherWayRound() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Image image = Drawings.image(seed);
      Sketch sketch = sketch(image);
      Sketch mirror = sketch(Drawings.mirrored(image));
      assertEquals(mirror.hash(), PerceptualHash.mirrored(sketch.hash()), "seed " + seed);
      assertTrue(sketch.resembles(mirror, true), "seed " + seed);
      assertFalse(sketch.resembles(mirror, false), "seed " + seed);
    }
  }

  @Test
  void whereThereIsNothingToSeeThereIsNoHash() {
    assertEquals(null, Sketch.of(Image.of(Drawings.plain(Color.BLUE, 50, 50))));
    Random random = new Random(3);
    byte[] faint = new byte[3 * 64 * 64];
    for (int i = 0; i < faint.length; i++) {
      faint[i] = (byte) (100 + random.nextInt(6));
    }
    assertEquals(null, Sketch.of(new Image(64, 64, faint)));
  }
}
