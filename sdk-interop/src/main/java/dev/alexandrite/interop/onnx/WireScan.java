package dev.alexandrite.interop.onnx;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Walks over the fields of a model without making anything of them, so that a file that is cut off,
 * or whose objects would take far more memory than the file, is refused before it is parsed.
 */
final class WireScan {
  static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  /** What the objects of a small model may take whatever its length. */
  private static final long FREE_BYTES = 32L << 20;

  /** What a message and what another field take on the heap, roughly. */
  private static final int MESSAGE_BYTES = 128;

  private static final int FIELD_BYTES = 48;

  private final ByteBuffer file;
  private final Set<Integer> heavy = new HashSet<>();
  private long heap;

  private WireScan(ByteBuffer file) {
    this.file = file;
  }

  /**
   * Refuses what is no model, or one that is not worth its memory.
   *
   * @return where the messages begin that have much {@code raw_data} in them
   */
  static Set<Integer> require(ByteBuffer file) {
    WireScan scan = new WireScan(file);
    scan.message(Message.MODEL, 0, file.limit());
    return scan.heavy;
  }

  /** The messages of the format, and which of their fields are messages or lists of numbers. */
  enum Message {
    LEAF,
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    VALUE_INFO,
    TYPE,
    TENSOR_TYPE,
    SHAPE;

    private static final Map<Message, Map<Integer, Message>> PARTS =
        Map.of(
            MODEL, Map.of(7, GRAPH, 8, LEAF, 14, LEAF, 25, LEAF),
            GRAPH,
                Map.of(
                    1,
                    NODE,
                    5,
                    TENSOR,
                    11,
                    VALUE_INFO,
                    12,
                    VALUE_INFO,
                    13,
                    VALUE_INFO,
                    15,
                    SPARSE_TENSOR),
            NODE, Map.of(5, ATTRIBUTE),
            ATTRIBUTE, Map.of(5, TENSOR, 10, TENSOR),
            TENSOR, Map.of(3, LEAF, 13, LEAF),
            SPARSE_TENSOR, Map.of(1, TENSOR, 2, TENSOR),
            VALUE_INFO, Map.of(2, TYPE),
            TYPE, Map.of(1, TENSOR_TYPE),
            TENSOR_TYPE, Map.of(2, SHAPE),
            SHAPE, Map.of(1, LEAF));

    boolean isMessage(int field) {
      return PARTS.getOrDefault(this, Map.of()).containsKey(field);
    }

    Message part(int field) {
      return PARTS.getOrDefault(this, Map.of()).getOrDefault(field, LEAF);
    }

    /** Bytes on the heap of a number that may be a single byte in the file. */
    int numberBytes(int field) {
      return switch (this) {
        case TENSOR -> field == 1 || field == 7 || field == 11 ? 8 : field == 5 ? 4 : 0;
        case ATTRIBUTE -> field == 8 ? 8 : 0;
        case SPARSE_TENSOR -> field == 3 ? 8 : 0;
        default -> 0;
      };
    }
  }

  /** Answers whether there is much {@code raw_data} in a message. */
  private boolean message(Message message, int from, int end) {
    boolean large = false;
    int at = from;
    while (at < end) {
      long tag = varint(at, end);
      at = after(at, end);
      if (tag >>> 3 == 0 || tag > 0xFFFF_FFFFL) {
        throw new Refusal(
            "no field begins at byte " + at + " (tag " + tag + "); the file is damaged or no ONNX");
      }
      int field = (int) (tag >>> 3);
      if (message == Message.TENSOR && field >= Skeleton.MAPPED_BEGIN) {
        throw new Refusal("the tensor at byte " + from + " has a field that ONNX does not know");
      }
      int next = end(file, (int) (tag & 7), at, end);
      take(FIELD_BYTES, at);
      if ((tag & 7) == BYTES) {
        int begin = after(at, end);
        large |= content(message, field, begin, next);
      }
      at = next;
    }
    if (large) {
      heavy.add(from);
    }
    return large;
  }

  private boolean content(Message message, int field, int begin, int end) {
    if (message.isMessage(field)) {
      take(MESSAGE_BYTES, begin);
      return message(message.part(field), begin, end);
    }
    if (message.numberBytes(field) > 0) {
      take((long) message.numberBytes(field) * numbers(begin, end), begin);
    }
    return Skeleton.isLarge(message, field, end - begin);
  }

  /** Where the value of a field ends. */
  static int end(ByteBuffer file, int type, int at, int end) {
    return switch (type) {
      case VARINT -> {
        varint(file, at, end);
        yield after(file, at, end);
      }
      case FIXED_64 -> within(at, 8, end);
      case FIXED_32 -> within(at, 4, end);
      case BYTES -> within(after(file, at, end), varint(file, at, end), end);
      default ->
          throw new Refusal(
              "byte "
                  + at
                  + " has a field of wire type "
                  + type
                  + ", which ONNX does not use; the file is damaged or no ONNX");
    };
  }

  private int numbers(int from, int end) {
    int count = 0;
    for (int at = from; at < end; at++) {
      count += file.get(at) >= 0 ? 1 : 0;
    }
    return count;
  }

  private static int within(int at, long length, int end) {
    if (length < 0 || length > end - at) {
      throw new Refusal(
          "the field at byte "
              + at
              + " has "
              + length
              + " bytes, but there are "
              + (end - at)
              + " left; the file is cut off or damaged");
    }
    return at + (int) length;
  }

  private long varint(int from, int end) {
    return varint(file, from, end);
  }

  static long varint(ByteBuffer file, int from, int end) {
    long value = 0;
    for (int at = from, shift = 0; at < end && shift < 64; at++, shift += 7) {
      byte next = file.get(at);
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Refusal("the number at byte " + from + " has no end; the file is cut off or damaged");
  }

  /** Where a number ends that was read before. */
  private int after(int from, int end) {
    return after(file, from, end);
  }

  static int after(ByteBuffer file, int from, int end) {
    int at = from;
    while (at < end && file.get(at) < 0) {
      at++;
    }
    return at + 1;
  }

  private void take(long bytes, int at) {
    heap += bytes;
    if (heap > FREE_BYTES + file.limit()) { // a message for every field would take minutes
      throw new Refusal(
          "up to byte "
              + at
              + " the model has so many small parts that they would take more than "
              + (heap >> 20)
              + " MB of memory, for a file of "
              + file.limit()
              + " bytes; it is damaged, or weights have to be written as raw_data");
    }
  }
}
