package dev.alexandrite.augment;

/**
 * How a pixel of a resized picture is made of the source's, as in Pillow, in whose arithmetic it is
 * computed. The two kernels are widened to the area that a pixel stands for when a picture shrinks,
 * which Pillow always does and torchvision calls {@code antialias=True}.
 */
public enum Interpolation {
  /** The one pixel in whose area the middle of the new one lies; nothing is mixed. */
  NEAREST,
  /**
   * A triangle over two pixels to each axis: Pillow's and torchvision's default for photographs.
   */
  BILINEAR,
  /** A cubic over four pixels to each axis, {@code a = -0.5}; it overshoots at edges. */
  BICUBIC
}
