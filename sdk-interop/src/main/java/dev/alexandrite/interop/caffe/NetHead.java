package dev.alexandrite.interop.caffe;

import com.google.protobuf.WireFormat;
import dev.alexandrite.interop.FileHead;

/**
 * Tells a NetParameter by the fields that a file begins with. ONNX, which is protobuf too, begins
 * with a number in field 1, where a net has its name.
 */
final class NetHead {
  private static final int NAME = 1;
  private static final int LAYERS = 2;
  private static final int INPUT = 3;
  private static final int INPUT_SHAPE = 8;
  private static final int STATE = 6;
  private static final int LAYER = 100;

  private final FileHead head;
  private int at;

  private NetHead(FileHead head) {
    this.head = head;
  }

  static boolean isNet(FileHead head) {
    return head.size() > 0 && new NetHead(head).fields();
  }

  private boolean fields() {
    boolean layers = false;
    while (at < Math.min(FileHead.BYTES, head.size())) {
      long tag = varint();
      int field = (int) (tag >>> 3);
      long value = varint();
      if (tag < 0 || value < 0) {
        return layers;
      }
      boolean number = (tag & 7) == WireFormat.WIRETYPE_VARINT;
      boolean piece = (tag & 7) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      boolean known =
          switch (field) {
            case NAME, INPUT, INPUT_SHAPE, STATE -> piece;
            case LAYERS, LAYER -> piece;
            case 4, 5, 7 -> number; // input_dim, force_backward, debug_info
            default -> false;
          };
      if (!known) {
        return false;
      }
      layers |= field == LAYER || field == LAYERS;
      if (piece) {
        if (value > head.size() - at) {
          return layers; // cut off, or another format: the reader tells
        }
        at = (int) Math.min(Integer.MAX_VALUE, at + value);
      }
    }
    return layers;
  }

  /** A number of seven bits a byte; -1 where the head ends. */
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
