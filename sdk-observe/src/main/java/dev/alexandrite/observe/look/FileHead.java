package dev.alexandrite.observe.look;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a file says of itself and decoding leaves out. Nothing is believed but for being told:
 * whoever asks has decoded the file.
 *
 * @param format what it is by its first bytes
 * @param cmyk whether it holds four printing colours
 * @param transparent whether it has an alpha channel or a transparent colour
 * @param turned whether EXIF asks for the picture to be turned or mirrored
 */
record FileHead(FileFormat format, boolean cmyk, boolean transparent, boolean turned) {
  private static final int MAGIC = 12;

  /** Reads as much of a file as is needed, which is little. */
  static FileHead read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      in.mark(MAGIC);
      FileFormat format =
          FileFormat.of(new String(in.readNBytes(MAGIC), StandardCharsets.ISO_8859_1));
      in.reset();
      FileHead plain = new FileHead(format, false, false, false);
      try {
        return switch (format) {
          case JPEG -> JpegHead.read(in);
          case PNG -> png(in);
          case GIF -> gif(in);
          default -> plain;
        };
      } catch (EOFException e) { // as much as there is
        return plain;
      }
    }
  }

  /** Chunks up to the pixels: the kind of colours is in the first, a transparent one may follow. */
  private static FileHead png(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    boolean transparent = false;
    while (true) {
      long length = in.readInt() & 0xFFFF_FFFFL;
      String type = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
      switch (type) {
        case "IHDR" -> {
          in.skipNBytes(9);
          int colors = in.readUnsignedByte();
          transparent = colors == 4 || colors == 6;
          in.skipNBytes(length - 10 + 4);
        }
        case "tRNS" -> {
          return new FileHead(FileFormat.PNG, false, true, false);
        }
        case "IDAT", "IEND", "" -> {
          return new FileHead(FileFormat.PNG, false, transparent, false);
        }
        default -> in.skipNBytes(length + 4);
      }
    }
  }

  /** Extensions up to the first picture: one may name a transparent colour. */
  private static FileHead gif(DataInputStream in) throws IOException {
    in.skipNBytes(10);
    int flags = in.readUnsignedByte();
    in.skipNBytes(2 + ((flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1)));
    boolean transparent = false;
    while (in.readUnsignedByte() == 0x21) {
      boolean control = in.readUnsignedByte() == 0xF9;
      for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
        byte[] block = in.readNBytes(length);
        transparent |= control && block.length > 0 && (block[0] & 1) == 1;
      }
    }
    return new FileHead(FileFormat.GIF, false, transparent, false);
  }

  /** The head of a JPEG file, segment by segment up to the frame. */
  private static final class JpegHead {
    private static final int APP1 = 0xE1;
    private static final int ORIENTATION = 0x0112;

    static FileHead read(DataInputStream in) throws IOException {
      in.skipNBytes(2);
      boolean turned = false;
      while (true) {
        int marker = in.readUnsignedByte();
        if (marker != 0xFF) {
          continue; // what lies between segments does not count
        }
        while (marker == 0xFF) {
          marker = in.readUnsignedByte();
        }
        if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
          continue;
        }
        if (marker == 0xD9 || marker == 0xDA) {
          return new FileHead(FileFormat.JPEG, false, false, turned);
        }
        int length = in.readUnsignedShort() - 2;
        if (marker >= 0xC0
            && marker <= 0xCF
            && marker != 0xC4
            && marker != 0xC8
            && marker != 0xCC) {
          in.skipNBytes(5);
          return new FileHead(FileFormat.JPEG, in.readUnsignedByte() == 4, false, turned);
        }
        if (marker == APP1) {
          turned |= turns(in.readNBytes(Math.max(0, length)));
        } else {
          in.skipNBytes(Math.max(0, length));
        }
      }
    }

    /** Whether the first directory of EXIF data has an orientation from 2 to 8. */
    private static boolean turns(byte[] segment) {
      String text = new String(segment, StandardCharsets.ISO_8859_1);
      if (!text.startsWith("Exif\0\0") || segment.length < 14) {
        return false;
      }
      boolean little = text.startsWith("II", 6);
      long directory = 6 + number(segment, 10, 4, little);
      long entries = number(segment, directory, 2, little);
      for (long entry = 0; entry < entries; entry++) {
        long at = directory + 2 + 12 * entry;
        if (at + 12 > segment.length) {
          return false;
        }
        if (number(segment, at, 2, little) == ORIENTATION) {
          long value = number(segment, at + 8, 2, little);
          return value >= 2 && value <= 8;
        }
      }
      return false;
    }

    private static long number(byte[] bytes, long at, int length, boolean little) {
      long value = 0;
      for (int i = 0; i < length; i++) {
        long place = little ? at + length - 1 - i : at + i;
        value = value << 8 | (place >= 0 && place < bytes.length ? bytes[(int) place] & 0xFF : 0);
      }
      return value;
    }
  }
}
