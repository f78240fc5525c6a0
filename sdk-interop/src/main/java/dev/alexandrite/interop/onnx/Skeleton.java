package dev.alexandrite.interop.onnx;

import dev.alexandrite.interop.onnx.WireScan.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * A model without its large {@code raw_data}: in its place stands where it lies in the file, which
 * is mapped. The parser would copy it onto the heap.
 */
final class Skeleton {
  /** The field that tells where {@code raw_data} begins; the next one tells its length. */
  static final int MAPPED_BEGIN = 15001;

  private static final int RAW_DATA = 9;
  private static final int LARGE = 4096;

  private final ByteBuffer file;
  private final Set<Integer> heavy;

  private Skeleton(ByteBuffer file, Set<Integer> heavy) {
    this.file = file;
    this.heavy = heavy;
  }

  /**
   * Copies a model that was scanned.
   *
   * @param heavy where the messages begin that have something to leave out
   */
  static byte[] of(ByteBuffer file, Set<Integer> heavy) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Skeleton(file, heavy).message(Message.MODEL, 0, file.limit(), out);
    return out.toByteArray();
  }

  static boolean isLarge(Message message, int field, int bytes) {
    return message == Message.TENSOR && field == RAW_DATA && bytes > LARGE;
  }

  private void message(Message message, int from, int end, ByteArrayOutputStream out) {
    int copied = from; // up to here, what is copied as it is was
    int at = from;
    while (at < end) {
      int field = at;
      long tag = WireScan.varint(file, at, end);
      int number = (int) (tag >>> 3);
      at = WireScan.after(file, at, end);
      int next = WireScan.end(file, (int) (tag & 7), at, end);
      if ((tag & 7) == WireScan.BYTES) {
        int begin = WireScan.after(file, at, end);
        if (isLarge(message, number, next - begin)) {
          copy(copied, field, out);
          copied = next;
          varint(((long) MAPPED_BEGIN << 3) | WireScan.VARINT, out);
          varint(begin, out);
          varint(((MAPPED_BEGIN + 1L) << 3) | WireScan.VARINT, out);
          varint(next - begin, out);
        } else if (message.isMessage(number) && heavy.contains(begin)) {
          copy(copied, field, out);
          copied = next;
          ByteArrayOutputStream part = new ByteArrayOutputStream();
          message(message.part(number), begin, next, part);
          varint(tag, out);
          varint(part.size(), out);
          out.writeBytes(part.toByteArray());
        }
      }
      at = next;
    }
    copy(copied, end, out);
  }

  private void copy(int from, int end, ByteArrayOutputStream out) {
    byte[] bytes = new byte[end - from];
    file.get(from, bytes);
    out.writeBytes(bytes);
  }

  private static void varint(long number, ByteArrayOutputStream out) {
    long rest = number;
    while (rest >= 0x80) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
