package dev.alexandrite.core.augment;

import java.util.List;

/** Which part of a resized image an evaluation looks at. */
public enum View {
  /** The upper left corner. */
  TOP_LEFT(0, 0, false),
  /** The upper right corner. */
  TOP_RIGHT(0, 2, false),
  /** The middle. */
  CENTRE(1, 1, false),
  /** The lower left corner. */
  BOTTOM_LEFT(2, 0, false),
  /** The lower right corner. */
  BOTTOM_RIGHT(2, 2, false),
  /** The upper left corner, left and right exchanged. */
  TOP_LEFT_MIRRORED(0, 0, true),
  /** The upper right corner, left and right exchanged. */
  TOP_RIGHT_MIRRORED(0, 2, true),
  /** The middle, left and right exchanged. */
  CENTRE_MIRRORED(1, 1, true),
  /** The lower left corner, left and right exchanged. */
  BOTTOM_LEFT_MIRRORED(2, 0, true),
  /** The lower right corner, left and right exchanged. */
  BOTTOM_RIGHT_MIRRORED(2, 2, true);

  private final int vertical;
  private final int horizontal;
  private final boolean mirrored;

  View(int vertical, int horizontal, boolean mirrored) {
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.mirrored = mirrored;
  }

  /**
   * The ten views of the AlexNet paper, section 4.1: four corners and the centre, and their mirror
   * images.
   *
   * @return the views, in the order of the released code
   */
  public static List<View> ten() {
    return List.of(values());
  }

  void applyTo(Crop crop, int height, int width) {
    crop.cut(
        place(vertical, crop.height, height), place(horizontal, crop.width, width), height, width);
    if (mirrored) {
      crop.flip();
    }
  }

  private static int place(int third, int length, int part) {
    return third == 1 ? Crop.centre(length, part) : third / 2 * (length - part);
  }
}
