package dev.alexandrite.core.data;

/**
 * Where a shape lies in an image whose sides go from 0 to 1.
 *
 * @param centerX the centre
 * @param centerY the centre
 * @param scaleX from places in the image to the shape's own, along its own x axis
 * @param scaleY along its own y axis
 * @param sin the sine of its rotation
 * @param cos the cosine of its rotation
 */
record Placement(float centerX, float centerY, float scaleX, float scaleY, float sin, float cos) {
  private static final float TILT = 0.25f; // radians, about 14 degrees

  /** The whole image and beyond. */
  static Placement all() {
    return new Placement(0.5f, 0.5f, 1, 1, 0, 1);
  }

  /** Half to four fifths of the side, upright but for a tilt. */
  static Placement large(CounterRandom random) {
    float radius = random.between(0.26f, 0.4f);
    float stretch = random.between(0.9f, 1.1f);
    float angle = random.between(-TILT, TILT);
    float room = 0.46f - radius;
    return new Placement(
        0.5f + random.between(-room, room),
        0.5f + random.between(-room, room),
        stretch / radius,
        1 / (stretch * radius),
        (float) StrictMath.sin(angle),
        (float) StrictMath.cos(angle));
  }

  /** A tenth to a sixth of the side, anywhere. */
  static Placement small(CounterRandom random) {
    float radius = random.between(0.05f, 0.08f);
    return new Placement(random.nextFloat(), random.nextFloat(), 1 / radius, 1 / radius, 0, 1);
  }

  float localX(float x, float y) {
    return ((x - centerX) * cos + (y - centerY) * sin) * scaleX;
  }

  float localY(float x, float y) {
    return ((y - centerY) * cos - (x - centerX) * sin) * scaleY;
  }
}
