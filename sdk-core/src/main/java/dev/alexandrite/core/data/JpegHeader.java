package dev.alexandrite.core.data;

import java.util.List;

/**
 * What the header of a JPEG file says about its colours.
 *
 * @param rgbIds whether the three components are called R, G and B
 * @param jfif whether there is a JFIF marker
 * @param adobeTransform the colour transform of Adobe's marker: 0 none, 1 YCbCr, 2 YCCK; -1 if
 *     there is no such marker
 */
record JpegHeader(boolean rgbIds, boolean jfif, int adobeTransform) {
  private static final int NO_ADOBE_MARKER = -1;

  static JpegHeader of(byte[] file, List<JpegSegment> segments) {
    boolean rgbIds = false;
    boolean jfif = false;
    int adobe = NO_ADOBE_MARKER;
    for (JpegSegment segment : segments) {
      if (segment.isFrame()) {
        rgbIds = hasRgbIds(file, segment);
      } else if (segment.isJfif(file)) {
        jfif = true;
      } else if (segment.isAdobe(file)) {
        adobe = file[segment.body() + 11] & 0xFF;
      }
    }
    return new JpegHeader(rgbIds, jfif, adobe);
  }

  /** Whether three components are red, green and blue as they are: libjpeg's rule. */
  boolean isRgb() {
    if (jfif) {
      return false;
    }
    return adobeTransform == NO_ADOBE_MARKER ? rgbIds : adobeTransform == 0;
  }

  /** Whether four components are luma, two chromas and black, not cyan to black. */
  boolean isYcck() {
    return adobeTransform == 2;
  }

  /**
   * Frame: precision, height, width, count, then three bytes for each component, its name first.
   */
  private static boolean hasRgbIds(byte[] file, JpegSegment frame) {
    int first = frame.body() + 6;
    return first + 7 <= frame.end()
        && file[first] == 'R'
        && file[first + 3] == 'G'
        && file[first + 6] == 'B';
  }
}
