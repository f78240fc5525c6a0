package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.RandomStream.Purpose;

/**
 * Draws one image: a large shape on a ground, both coloured and textured at random, small marks
 * over them, and noise.
 *
 * <p>The shape is as often brighter than the ground as darker, so that no weighted sum of pixels
 * tells the classes apart: their mean images are the same.
 */
final class ShapePainter {
  private static final int SAMPLES = 3; // per pixel and axis, for smooth edges
  private static final int MARKS = 2;
  private static final float NOISE = 0.04f;
  private static final int LAYOUT = 0;
  private static final int GRAIN = 1;

  private final int pixels;
  private final long seed;
  private final int index;
  private final CounterRandom random = new CounterRandom();
  private final float[] canvas;

  private ShapePainter(int pixels, long seed, int index) {
    this.pixels = pixels;
    this.seed = seed;
    this.index = index;
    this.canvas = new float[3 * pixels * pixels];
  }

  static Image paint(Silhouette shape, int pixels, long seed, int index) {
    var painter = new ShapePainter(pixels, seed, index);
    painter.random.start(seed, Purpose.DRAW, LAYOUT, 0, index);
    painter.paintGroundAndShape(shape);
    painter.paintMarks();
    return painter.withNoise();
  }

  private void paintGroundAndShape(Silhouette shape) {
    float dark = random.between(0.1f, 0.42f);
    float bright = dark + random.between(0.35f, 0.55f);
    boolean shapeIsBright = random.nextInt(2) == 0;
    Surface ground = Surface.random(random, shapeIsBright ? dark : bright);
    Surface figure = Surface.random(random, shapeIsBright ? bright : dark);
    fill(Placement.all(), Silhouette.SQUARE, ground);
    fill(Placement.large(random), shape, figure);
  }

  /** Small pieces of anything at all, over shape and ground alike. */
  private void paintMarks() {
    for (int mark = 0; mark < MARKS; mark++) {
      Surface surface = Surface.random(random, random.between(0.1f, 0.9f));
      Silhouette form = random.nextInt(2) == 0 ? Silhouette.DISC : Silhouette.SQUARE;
      fill(Placement.small(random), form, surface);
    }
  }

  private void fill(Placement place, Silhouette form, Surface surface) {
    for (int y = 0; y < pixels; y++) {
      for (int x = 0; x < pixels; x++) {
        float covered = coverage(place, form, x, y);
        if (covered > 0) {
          float shade = surface.shade((x + 0.5f) / pixels, (y + 0.5f) / pixels);
          int at = 3 * (y * pixels + x);
          canvas[at] += covered * (surface.red() + shade - canvas[at]);
          canvas[at + 1] += covered * (surface.green() + shade - canvas[at + 1]);
          canvas[at + 2] += covered * (surface.blue() + shade - canvas[at + 2]);
        }
      }
    }
  }

  private float coverage(Placement place, Silhouette form, int x, int y) {
    int hits = 0;
    for (int sampleY = 0; sampleY < SAMPLES; sampleY++) {
      float py = (y + (sampleY + 0.5f) / SAMPLES) / pixels;
      for (int sampleX = 0; sampleX < SAMPLES; sampleX++) {
        float px = (x + (sampleX + 0.5f) / SAMPLES) / pixels;
        if (form.contains(place.localX(px, py), place.localY(px, py))) {
          hits++;
        }
      }
    }
    return (float) hits / (SAMPLES * SAMPLES);
  }

  private Image withNoise() {
    random.start(seed, Purpose.DRAW, GRAIN, 0, index);
    byte[] rgb = new byte[canvas.length];
    for (int i = 0; i < rgb.length; i++) {
      float value = canvas[i] + random.between(-NOISE, NOISE);
      rgb[i] = (byte) Math.clamp(Math.round(255 * value), 0, 255);
    }
    return new Image(pixels, pixels, rgb);
  }
}
