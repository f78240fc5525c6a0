package dev.alexandrite.core.data;

/** Counts the scans of a JPEG file by its markers, without decoding them. */
final class JpegScans {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int FIRST_RESTART = 0xD0;

  private JpegScans() {}

  static int count(byte[] file) {
    int scans = 0;
    int at = 2; // after the start-of-image marker
    while (at + 1 < file.length) {
      int marker = file[at] == (byte) 0xFF ? file[at + 1] & 0xFF : 0;
      if (marker == 0 || marker == 0xFF) {
        at++; // coded pixels, a stuffed byte or fill
      } else if (marker == END_OF_IMAGE) {
        return scans;
      } else if ((marker >= FIRST_RESTART && marker < END_OF_IMAGE) || marker == 1) {
        at += 2; // has no length
      } else {
        scans += marker == START_OF_SCAN ? 1 : 0;
        at += 2 + length(file, at + 2);
      }
    }
    return scans;
  }

  /** The length of a segment, which counts itself; a wrong one is stepped over. */
  private static int length(byte[] file, int at) {
    return at + 1 < file.length ? (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF) : 0;
  }
}
