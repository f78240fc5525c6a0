package dev.alexandrite.core.augment;

import java.util.EnumSet;
import java.util.Set;

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
  private static final Set<AugmentOperation> SIGNED = EnumSet.range(SHEAR_X, SHARPNESS);

  static int count() {
    return ALL.length;
  }

  static AugmentOperation of(int number) {
    return ALL[number];
  }

  /** Whether it has two directions. */
  boolean isSigned() {
    return SIGNED.contains(this);
  }

  /** Whether it is as strong at every magnitude. */
  boolean isFixed() {
    return this == IDENTITY || this == AUTO_CONTRAST || this == EQUALIZE;
  }
}
