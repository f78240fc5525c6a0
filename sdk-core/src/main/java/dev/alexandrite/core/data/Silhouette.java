package dev.alexandrite.core.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The shapes drawn at run time, each in the square from -1 to 1, y downwards. */
enum Silhouette {
  DISC {
    @Override
    boolean contains(float x, float y) {
      return x * x + y * y <= 1;
    }
  },
  RING {
    @Override
    boolean contains(float x, float y) {
      float distance = x * x + y * y;
      return distance <= 1 && distance >= 0.55f * 0.55f;
    }
  },
  SQUARE {
    @Override
    boolean contains(float x, float y) {
      return Math.abs(x) <= 0.9f && Math.abs(y) <= 0.9f;
    }
  },
  TRIANGLE {
    @Override
    boolean contains(float x, float y) {
      return y <= 0.85f && y >= -1 && Math.abs(x) <= (y + 1) * 0.56f;
    }
  },
  CROSS {
    @Override
    boolean contains(float x, float y) {
      float small = Math.min(Math.abs(x), Math.abs(y));
      float large = Math.max(Math.abs(x), Math.abs(y));
      return small <= 0.32f && large <= 1;
    }
  },
  STAR {
    @Override
    boolean contains(float x, float y) {
      return isInside(STAR_OUTLINE, x, y);
    }
  },
  BARS {
    @Override
    boolean contains(float x, float y) {
      float row = Math.abs(y);
      return Math.abs(x) <= 0.95f && (row <= 0.22f || (row >= 0.58f && row <= 1));
    }
  },
  HALF_DISC {
    @Override
    boolean contains(float x, float y) {
      float below = y - 0.5f;
      return below <= 0 && x * x + below * below <= 1;
    }
  },
  HOURGLASS {
    @Override
    boolean contains(float x, float y) {
      return Math.abs(y) <= 0.95f && Math.abs(x) <= 0.06f + 0.85f * Math.abs(y);
    }
  },
  CHEVRON {
    @Override
    boolean contains(float x, float y) {
      float height = y - 0.9f + 1.3f * Math.abs(x); // above the lower edges of a V
      return Math.abs(x) <= 0.95f && height <= 0 && height >= -0.75f;
    }
  };

  private static final float[] STAR_OUTLINE = star(5, 0.42);

  /** Whether a point belongs to the shape. */
  abstract boolean contains(float x, float y);

  /** The readable names, in the order of the labels. */
  static List<String> names() {
    return Arrays.stream(values())
        .map(shape -> shape.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .toList();
  }

  /** x and y of the corners of a star, outer and inner in turn, the first on top. */
  private static float[] star(int points, double innerRadius) {
    float[] outline = new float[4 * points];
    for (int corner = 0; corner < 2 * points; corner++) {
      double radius = corner % 2 == 0 ? 1.05 : innerRadius;
      double angle = Math.PI * corner / points;
      outline[2 * corner] = (float) (radius * StrictMath.sin(angle));
      outline[2 * corner + 1] = (float) (-radius * StrictMath.cos(angle));
    }
    return outline;
  }

  /** A ray to the right crosses the outline an odd number of times. */
  private static boolean isInside(float[] outline, float x, float y) {
    boolean inside = false;
    float fromX = outline[outline.length - 2];
    float fromY = outline[outline.length - 1];
    for (int i = 0; i < outline.length; i += 2) {
      float toX = outline[i];
      float toY = outline[i + 1];
      if (toY > y != fromY > y && x < (fromX - toX) * (y - toY) / (fromY - toY) + toX) {
        inside = !inside;
      }
      fromX = toX;
      fromY = toY;
    }
    return inside;
  }
}
