package dev.alexandrite.interop.caffe;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Counts what a message would become on the heap, before it does: two bytes of a file can be an
 * object of three hundred.
 */
final class WireBudget {
  /** A network of a thousand layers has some thirty thousand. */
  private static final int MOST_FIELDS = 300_000;

  private static final int MOST_MESSAGES = 60_000;
  private static final int MOST_NESTING = 32;

  private final Path file;
  private long fields;
  private long messages;

  private WireBudget(Path file) {
    this.file = file;
  }

  /**
   * Walks over a message.
   *
   * @throws ModelFileException if it has too many parts, or nests too deeply
   * @throws IOException if it is damaged
   */
  static void check(ByteString bytes, Descriptor type, Path file) throws IOException {
    new WireBudget(file).scan(bytes.newCodedInput(), type, 0);
  }

  private void scan(CodedInputStream in, Descriptor type, int depth) throws IOException {
    require(depth <= MOST_NESTING, "messages nested more than " + MOST_NESTING + " deep", in);
    messages++;
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      fields++;
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        require(
            WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_START_GROUP,
            "a group, which the format does not have",
            in);
        in.skipField(tag);
      } else {
        piece(in, type.findFieldByNumber(WireFormat.getTagFieldNumber(tag)), depth);
      }
      require(
          fields <= MOST_FIELDS && messages <= MOST_MESSAGES,
          "more than " + MOST_FIELDS + " fields or " + MOST_MESSAGES + " messages",
          in);
    }
  }

  private void piece(
      CodedInputStream in, @org.jspecify.annotations.Nullable FieldDescriptor field, int depth)
      throws IOException {
    int length = in.readRawVarint32();
    if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int outer = in.pushLimit(length);
      scan(in, field.getMessageType(), depth + 1);
      in.popLimit(outer);
      return;
    }
    if (field != null && field.isPackable()) {
      fields += length; // each byte may be a number of eight
    }
    in.skipRawBytes(length);
  }

  private void require(boolean holds, String found, CodedInputStream in) {
    if (!holds) {
      throw new ModelFileException(
          file
              + ": byte "
              + in.getTotalBytesRead()
              + ": "
              + found
              + "; no network needs that, so the file is damaged or made to do harm");
    }
  }
}
