package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.FileHead;

/**
 * Tells ONNX by its first fields: there is no magic number, but a version comes first, then texts,
 * then the graph, each with its number and wire type.
 */
final class OnnxHead {
  private static final int VARINT = 0;
  private static final int BYTES = 2;
  private static final int MOST_VERSION = 100;

  private final FileHead head;
  private int at;

  private OnnxHead(FileHead head) {
    this.head = head;
  }

  static boolean looksLikeIt(FileHead head) {
    return new OnnxHead(head).isModel();
  }

  private boolean isModel() {
    // Field 1, the version of the representation.
    if (head.at(at++) != (1 << 3 | VARINT)) {
      return false;
    }
    long version = varint();
    if (version < 1 || version > MOST_VERSION) {
      return false;
    }
    while (head.at(at) >= 0) {
      int tag = head.at(at++);
      switch (tag) {
        case 5 << 3 | VARINT -> varint();
        case 2 << 3 | BYTES, 3 << 3 | BYTES, 4 << 3 | BYTES, 6 << 3 | BYTES -> {
          long length = varint();
          if (length < 0 || length > head.size() - at) {
            return false;
          }
          if (length > FileHead.BYTES) {
            return true; // a long text, behind which nothing can be seen
          }
          at += (int) length;
        }
        case 7 << 3 | BYTES, 8 << 3 | BYTES -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return at > FileHead.BYTES;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = head.at(at++);
      if (next < 0) {
        return -1;
      }
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }
}
