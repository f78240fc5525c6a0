package dev.alexandrite.core.augment;

/** The operations of RandAugment and TrivialAugment, in torchvision's order. */
enum AugmentOperation {
  IDENTITY,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y,
  ROTATE,
  BRIGHTNESS,
  COLOR,
  CONTRAST,
  SHARPNESS,
  POSTERIZE,
  SOLARIZE,
  AUTO_CONTRAST,
  EQUALIZE;

  private static final AugmentOperation[] ALL = values();

  static int count() {
    return ALL.length;
  }

  static AugmentOperation of(int number) {
    return ALL[number];
  }

  /** Whether it has two directions. */
  boolean isSigned() {
    return ordinal() >= SHEAR_X.ordinal() && ordinal() <= SHARPNESS.ordinal();
  }

  /** Whether it is as strong at every magnitude. */
  boolean isFixed() {
    return this == IDENTITY || this == AUTO_CONTRAST || this == EQUALIZE;
  }
}
