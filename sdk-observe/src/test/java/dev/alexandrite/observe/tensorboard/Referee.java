package dev.alexandrite.observe.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads event files with Google's parser, by the published numbers of their fields, and a framing
 * and a checksum of its own. A field that it does not know is an error.
 */
final class Referee {
  private static final FileDescriptor MESSAGES = messages();

  /** The polynomial of CRC-32C (Castagnoli), reflected; RFC 3720, appendix B.4. */
  private static final int POLYNOMIAL = 0x82F63B78;

  private Referee() {}

  private static FileDescriptor messages() {
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    try (Reader text =
        new InputStreamReader(
            Referee.class.getResourceAsStream("event.textproto"), StandardCharsets.UTF_8)) {
      TextFormat.merge(text, file);
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  static DynamicMessage parse(String type, ByteString bytes) {
    try {
      DynamicMessage message =
          DynamicMessage.parseFrom(MESSAGES.findMessageTypeByName(type), bytes);
      requireKnown(message);
      return message;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void requireKnown(com.google.protobuf.Message message) {
    assertTrue(message.getUnknownFields().asMap().isEmpty(), message::toString);
    message.getAllFields().values().forEach(Referee::requireKnownValue);
  }

  private static void requireKnownValue(Object value) {
    if (value instanceof com.google.protobuf.Message inner) {
      requireKnown(inner);
    } else if (value instanceof List<?> list) {
      list.forEach(Referee::requireKnownValue);
    }
  }

  static List<DynamicMessage> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<DynamicMessage> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] header = new byte[8];
      bytes.get(bytes.position(), header);
      int length = Math.toIntExact(bytes.getLong());
      assertEquals(masked(header), bytes.getInt());
      byte[] data = new byte[length];
      bytes.get(data);
      assertEquals(masked(data), bytes.getInt());
      events.add(parse("Event", ByteString.copyFrom(data)));
    }
    return events;
  }

  static int masked(byte[] bytes) {
    int crc = checksum(bytes);
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  /** Bit by bit. */
  static int checksum(byte[] bytes) {
    int crc = -1;
    for (byte value : bytes) {
      crc ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : POLYNOMIAL);
      }
    }
    return ~crc;
  }

  /** A field's value; a message's own default if it is not set. */
  @SuppressWarnings("unchecked")
  static <T> T get(com.google.protobuf.Message message, String field) {
    return (T) message.getField(field(message, field));
  }

  static boolean has(com.google.protobuf.Message message, String field) {
    return message.hasField(field(message, field));
  }

  private static FieldDescriptor field(com.google.protobuf.Message message, String name) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
    assertTrue(field != null, name);
    return field;
  }
}
