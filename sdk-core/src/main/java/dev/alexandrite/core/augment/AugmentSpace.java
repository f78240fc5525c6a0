package dev.alexandrite.core.augment;

/**
 * How strong operations are at their last magnitude. Those before it are spread evenly, in float32
 * as by {@code torch.linspace}, in whose numbers torchvision holds them.
 */
enum AugmentSpace {
  /** torchvision's {@code RandAugment}. */
  RAND(0.3f, 30, 0.9f, 4) {
    @Override
    float translation(int side) {
      return (float) (150.0 / 331.0 * side);
    }
  },
  /** torchvision's {@code TrivialAugmentWide}. */
  TRIVIAL_WIDE(0.99f, 135, 0.99f, 6) {
    @Override
    float translation(int side) {
      return 32;
    }
  };

  private static final int BITS = 8;

  private final float shear;
  private final float rotation;
  private final float blend;
  private final float bits;

  AugmentSpace(float shear, float rotation, float blend, float bits) {
    this.shear = shear;
    this.rotation = rotation;
    this.blend = blend;
    this.bits = bits;
  }

  /** In pixels, of a side of so many. */
  abstract float translation(int side);

  /**
   * How strong an operation is.
   *
   * @param operation the operation
   * @param bin from 0 for the weakest
   * @param bins how many there are
   * @param picture what it is done to
   * @return a part, pixels, degrees, bits or a threshold, not negative
   */
  double magnitude(AugmentOperation operation, int bin, int bins, Raster picture) {
    return switch (operation) {
      case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
      case SHEAR_X, SHEAR_Y -> spread(0, shear, bin, bins);
      case TRANSLATE_X -> spread(0, translation(picture.width), bin, bins);
      case TRANSLATE_Y -> spread(0, translation(picture.height), bin, bins);
      case ROTATE -> spread(0, rotation, bin, bins);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> spread(0, blend, bin, bins);
      case POSTERIZE -> BITS - Math.rint(bin / ((bins - 1) / bits));
      case SOLARIZE -> spread(255, 0, bin, bins);
    };
  }

  /**
   * From both ends to the middle. torch computes groups of 8 from their first number on, two groups
   * at a time, and what is left one by one; rounded as on a processor with AVX2.
   */
  private static float spread(float from, float to, int bin, int bins) {
    float step = (to - from) / (bins - 1);
    int first = bin < bins / 16 * 16 ? bin / 8 * 8 : bin;
    float base =
        first < bins / 2 ? Math.fma(step, first, from) : Math.fma(-step, bins - 1 - first, to);
    return base + (bin - first) * step;
  }
}
