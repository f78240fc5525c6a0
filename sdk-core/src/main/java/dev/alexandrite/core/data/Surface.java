package dev.alexandrite.core.data;

/**
 * A coloured, textured surface: a colour with a wave of brightness over it.
 *
 * @param red 0 to 1
 * @param green 0 to 1
 * @param blue 0 to 1
 * @param waveX change of the wave's phase with x, in turns from side to side of the image
 * @param waveY change of the wave's phase with y
 * @param phase where the wave begins, in turns
 * @param depth how much brighter or darker the wave makes it
 * @param kind plain, ramp, stripes or checks
 */
record Surface(
    float red,
    float green,
    float blue,
    float waveX,
    float waveY,
    float phase,
    float depth,
    Kind kind) {
  /** How brightness varies. */
  enum Kind {
    PLAIN,
    RAMP,
    STRIPES,
    CHECKS
  }

  /** A surface of about the given brightness, 0 to 1. */
  static Surface random(CounterRandom random, float brightness) {
    Kind[] kinds = Kind.values();
    return new Surface(
        brightness + random.between(-0.25f, 0.25f),
        brightness + random.between(-0.2f, 0.2f),
        brightness + random.between(-0.25f, 0.25f),
        random.between(-5, 5),
        random.between(-5, 5),
        random.nextFloat(),
        random.between(0.03f, 0.08f),
        kinds[random.nextInt(kinds.length)]);
  }

  /** What the texture adds to every channel at a place; x and y from 0 to 1. */
  float shade(float x, float y) {
    return switch (kind) {
      case PLAIN -> 0;
      case RAMP -> depth * (waveX * (x - 0.5f) + waveY * (y - 0.5f)) * 0.4f;
      case STRIPES -> depth * square(waveX * x + waveY * y + phase);
      case CHECKS -> depth * square(waveX * x + phase) * square(waveY * y + phase);
    };
  }

  private static float square(float turns) {
    return turns - (float) Math.floor(turns) < 0.5f ? 1 : -1;
  }
}
