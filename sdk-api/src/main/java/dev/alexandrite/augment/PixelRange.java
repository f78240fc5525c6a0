package dev.alexandrite.augment;

/** The scale of the numbers that the network sees, before a mean is subtracted. */
public enum PixelRange {
  /** 0 to 255: AlexNet's paper and Caffe. Local response normalisation was tuned for it. */
  BYTES(1f),
  /** 0 to 1: torchvision. */
  UNIT(1f / 255f);

  private final float scale;

  PixelRange(float scale) {
    this.scale = scale;
  }

  /**
   * What a pixel of 0 to 255 is multiplied by.
   *
   * @return 1 or 1/255
   */
  public float scale() {
    return scale;
  }
}
