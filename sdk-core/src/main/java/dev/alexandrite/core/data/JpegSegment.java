package dev.alexandrite.core.data;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One marker segment in front of the pixels of a JPEG file.
 *
 * @param marker the second byte of the marker
 * @param start the place of the marker in the file
 * @param body the place after marker and length
 * @param end the place after the segment
 */
record JpegSegment(int marker, int start, int body, int end) {
  /** More are not listed. Real files have about ten, those with large colour profiles some 300. */
  static final int MOST = 10_000;

  private static final int START_OF_SCAN = 0xDA;
  private static final int JFIF = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int LAST_APPLICATION = 0xEF;
  private static final int COMMENT = 0xFE;

  /**
   * The segments up to the first scan, or one above {@link #MOST}; damage ends the list, not the
   * program.
   */
  static List<JpegSegment> of(byte[] file) {
    List<JpegSegment> segments = new ArrayList<>();
    int at = 2; // after the start-of-image marker
    while (at + 4 <= file.length && segments.size() <= MOST) {
      int marker = file[at + 1] & 0xFF;
      if (file[at] != (byte) 0xFF || marker == 0xFF || marker == 0) {
        at++; // fill bytes
        continue;
      }
      int end = at + 2 + ((file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF));
      if (marker == START_OF_SCAN || end < at + 4 || end > file.length) {
        break;
      }
      segments.add(new JpegSegment(marker, at, at + 4, end));
      at = end;
    }
    return segments;
  }

  /**
   * The file without what does not bear on pixels: EXIF, colour profiles, thumbnails, comments. The
   * JDK's reader refuses pictures over mistakes in them.
   */
  static byte[] withoutMetadata(byte[] file, List<JpegSegment> segments) {
    var kept = new ByteArrayOutputStream(file.length);
    int from = 0;
    for (JpegSegment segment : segments) {
      if (segment.isMetadata()) {
        kept.write(file, from, segment.start - from);
        from = segment.end;
      }
    }
    kept.write(file, from, file.length - from);
    return kept.toByteArray();
  }

  private boolean isMetadata() {
    return marker == COMMENT || (marker > JFIF && marker <= LAST_APPLICATION && marker != ADOBE);
  }

  /** Whether the body begins with these ASCII characters. */
  boolean startsWith(byte[] file, String text) {
    if (body + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (file[body + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the segment describes the frame: size and components. */
  boolean isFrame() {
    return marker >= 0xC0
        && marker <= 0xCF
        && marker != 0xC4 // Huffman tables
        && marker != 0xC8 // reserved
        && marker != 0xCC; // arithmetic coding conditions
  }

  /** Whether the segment is Adobe's, which tells the colour transform. */
  boolean isAdobe(byte[] file) {
    return marker == ADOBE && startsWith(file, "Adobe") && end - body >= 12;
  }

  /** Whether the segment marks a JFIF file. */
  boolean isJfif(byte[] file) {
    return marker == JFIF && startsWith(file, "JFIF");
  }
}
