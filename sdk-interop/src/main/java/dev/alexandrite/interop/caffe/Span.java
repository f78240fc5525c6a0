package dev.alexandrite.interop.caffe;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the values of a blob lie in the file, in bytes; what stands in their place in a {@link
 * MessageSkeleton}.
 */
record Span(int begin, int length) {
  ByteString bytes() {
    return ByteString.copyFrom(
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(begin).putInt(length).flip());
  }

  static Span of(ByteString bytes) {
    ByteBuffer numbers = bytes.asReadOnlyByteBuffer();
    return new Span(numbers.getInt(), numbers.getInt());
  }

  /** The values themselves, as Caffe writes them on every processor. */
  ByteBuffer of(ByteBuffer file) {
    return file.slice(begin, length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
