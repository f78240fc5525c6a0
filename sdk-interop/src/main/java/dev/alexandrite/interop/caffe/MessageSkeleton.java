package dev.alexandrite.interop.caffe;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.caffe.BlobProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A message without the values of its blobs: in their place stands a {@link Span}, where they lie
 * in the file, which is mapped; the parser would copy them onto the heap. What is not declared is
 * left out. On the way it is counted what the message would become, before it does: two bytes of a
 * file can be an object of three hundred.
 */
final class MessageSkeleton {
  /** A network of a thousand layers has some thirty thousand. */
  private static final int MOST_FIELDS = 300_000;

  private static final int MOST_MESSAGES = 60_000;
  private static final int MOST_NESTING = 32;

  /** Small, since every message has one. */
  private static final int BUFFER = 128;

  private final CodedInputStream in;
  private final Path file;
  private long fields;
  private long messages;

  private MessageSkeleton(CodedInputStream in, Path file) {
    this.in = in;
    this.file = file;
  }

  /**
   * Copies a message but for its values.
   *
   * @param in the message from its first byte, which is the file's
   * @return the bytes of a message of the same type
   * @throws ModelFileException if it has too many parts, or nests too deeply
   * @throws IOException if it is damaged
   */
  static byte[] of(CodedInputStream in, Descriptor type, Path file) throws IOException {
    return new MessageSkeleton(in, file).message(type, 0);
  }

  private byte[] message(Descriptor type, int depth) throws IOException {
    require(depth <= MOST_NESTING, "messages nested more than " + MOST_NESTING + " deep");
    messages++;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes, BUFFER);
    while (!in.isAtEnd()) {
      int tag = in.readTag();
      fields++;
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> piece(field, depth, out);
        case WireFormat.WIRETYPE_VARINT -> {
          long value = in.readRawVarint64();
          if (field != null) {
            out.writeUInt64(field.getNumber(), value);
          }
        }
        case WireFormat.WIRETYPE_FIXED32 -> {
          int value = in.readRawLittleEndian32();
          if (field != null) {
            out.writeFixed32(field.getNumber(), value);
          }
        }
        case WireFormat.WIRETYPE_FIXED64 -> {
          long value = in.readRawLittleEndian64();
          if (field != null) {
            out.writeFixed64(field.getNumber(), value);
          }
        }
        default -> require(false, "a group, which the format does not have");
      }
      require(
          fields <= MOST_FIELDS && messages <= MOST_MESSAGES,
          "more than " + MOST_FIELDS + " fields or " + MOST_MESSAGES + " messages");
    }
    out.flush();
    return bytes.toByteArray();
  }

  private void piece(@Nullable FieldDescriptor field, int depth, CodedOutputStream out)
      throws IOException {
    int length = in.readRawVarint32();
    if (field == null) {
      in.skipRawBytes(length);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      int outer = in.pushLimit(length);
      out.writeByteArray(field.getNumber(), message(field.getMessageType(), depth + 1));
      in.popLimit(outer);
    } else if (isValues(field)) {
      int begin = in.getTotalBytesRead();
      in.skipRawBytes(length);
      out.writeBytes(field.getNumber(), new Span(begin, length).bytes());
    } else {
      if (field.isPackable()) {
        fields += length; // each byte may be a number of eight
      }
      out.writeByteArray(field.getNumber(), in.readRawBytes(length));
    }
  }

  private static boolean isValues(FieldDescriptor field) {
    return field.getContainingType().equals(BlobProto.getDescriptor())
        && field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING;
  }

  private void require(boolean holds, String found) {
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
