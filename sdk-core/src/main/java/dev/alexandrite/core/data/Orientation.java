package dev.alexandrite.core.data;

import dev.alexandrite.data.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * How a camera was held, by the EXIF data of a JPEG file: which way a stored picture is to be
 * turned and mirrored. The numbers are EXIF's, 1 to 8.
 */
enum Orientation {
  /** Nothing to do. */
  UPRIGHT,
  /** Left and right exchanged. */
  MIRRORED,
  /** Turned by half. */
  UPSIDE_DOWN,
  /** Top and bottom exchanged. */
  FLIPPED,
  /** Rows and columns exchanged. */
  TRANSPOSED,
  /** To be turned with the clock. */
  CLOCKWISE,
  /** Rows and columns exchanged along the other diagonal. */
  TRANSVERSE,
  /** To be turned against the clock. */
  COUNTERCLOCKWISE;

  private static final int EXIF_MARKER = 0xE1;
  private static final String EXIF = "Exif\0\0";
  private static final int TIFF_HEAD = 8;
  private static final int TIFF_MAGIC = 42;
  private static final int ENTRY = 12;
  private static final int TAG = 0x0112;
  private static final int TYPE_BYTE = 1;
  private static final int TYPE_SHORT = 3;
  private static final int TYPE_LONG = 4;

  /**
   * What the file's first EXIF segment says, whose bytes are read once at most.
   *
   * @param file the bytes of the file
   * @param segments its segments
   * @return upright if there is no such segment, it is damaged, or it says nothing known
   */
  static Orientation of(byte[] file, List<JpegSegment> segments) {
    for (JpegSegment segment : segments) {
      if (segment.marker() == EXIF_MARKER && segment.startsWith(file, EXIF)) {
        int begin = segment.body() + EXIF.length();
        return of(ByteBuffer.wrap(file, begin, segment.end() - begin).slice());
      }
    }
    return UPRIGHT;
  }

  /** The first directory of a TIFF structure alone, where the tag is the whole picture's. */
  private static Orientation of(ByteBuffer tiff) {
    if (tiff.remaining() < TIFF_HEAD || tiff.get(0) != tiff.get(1)) {
      return UPRIGHT;
    }
    switch (tiff.get(0)) {
      case 'I' -> tiff.order(ByteOrder.LITTLE_ENDIAN);
      case 'M' -> tiff.order(ByteOrder.BIG_ENDIAN);
      default -> {
        return UPRIGHT;
      }
    }
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (tiff.getShort(2) != TIFF_MAGIC || directory + Short.BYTES > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
    int number = 1;
    for (int i = 0; i < entries; i++) {
      long entry = directory + Short.BYTES + (long) ENTRY * i;
      if (entry + ENTRY > tiff.limit()) {
        break; // cut off
      }
      number = number(tiff, (int) entry, number);
    }
    return number >= 1 && number <= values().length ? values()[number - 1] : UPRIGHT;
  }

  /** An entry's number if it is the orientation, else the number of before. */
  private static int number(ByteBuffer tiff, int entry, int before) {
    boolean wanted =
        Short.toUnsignedInt(tiff.getShort(entry)) == TAG && tiff.getInt(entry + 4) == 1;
    if (!wanted) {
      return before;
    }
    int value = entry + 8;
    return switch (Short.toUnsignedInt(tiff.getShort(entry + 2))) {
      case TYPE_BYTE -> Byte.toUnsignedInt(tiff.get(value));
      case TYPE_SHORT -> Short.toUnsignedInt(tiff.getShort(value));
      case TYPE_LONG -> tiff.getInt(value);
      default -> before;
    };
  }

  /**
   * Turns a picture.
   *
   * @param stored as it lies in the file
   * @return as it was meant; the same object if nothing is to be done
   */
  Image applyTo(Image stored) {
    int h = stored.height();
    int w = stored.width();
    int last = h * w - 1;
    return switch (this) {
      case UPRIGHT -> stored;
      case MIRRORED -> turned(stored, h, w, w - 1, w, -1);
      case UPSIDE_DOWN -> turned(stored, h, w, last, -w, -1);
      case FLIPPED -> turned(stored, h, w, (h - 1) * w, -w, 1);
      case TRANSPOSED -> turned(stored, w, h, 0, 1, w);
      case CLOCKWISE -> turned(stored, w, h, (h - 1) * w, 1, -w);
      case TRANSVERSE -> turned(stored, w, h, last, -1, -w);
      case COUNTERCLOCKWISE -> turned(stored, w, h, w - 1, -1, w);
    };
  }

  /** Pixel (y, x) is the stored one number {@code first + y·down + x·across}. */
  private static Image turned(
      Image stored, int height, int width, int first, int down, int across) {
    byte[] from = stored.rgb();
    byte[] rgb = new byte[from.length];
    int to = 0;
    for (int y = 0; y < height; y++) {
      int pixel = first + y * down;
      for (int x = 0; x < width; x++) {
        rgb[to++] = from[3 * pixel];
        rgb[to++] = from[3 * pixel + 1];
        rgb[to++] = from[3 * pixel + 2];
        pixel += across;
      }
    }
    return new Image(height, width, rgb);
  }
}
