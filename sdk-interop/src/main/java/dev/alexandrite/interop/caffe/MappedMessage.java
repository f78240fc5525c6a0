package dev.alexandrite.interop.caffe;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.tensors.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A binary message of a file, whose values stay there.
 *
 * @param file where it lies
 * @param message all but the values, in whose place stand {@link Span}s
 * @param values the file, mapped
 */
record MappedMessage<M extends Message>(Path file, M message, ByteBuffer values) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads one message.
   *
   * @param what what the file should be, for messages
   * @throws ModelFileException if it is none
   */
  static <M extends Message> MappedMessage<M> read(
      Path file, M prototype, Parser<M> parser, String what) {
    FileErrors.regular(file);
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new ModelFileException(
            file
                + " has "
                + size
                + " bytes, more than a message of protobuf can have (2^31-1); convert it to"
                + " safetensors");
      }
      ByteBuffer values = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      CodedInputStream in = CodedInputStream.newInstance(Channels.newInputStream(channel), BUFFER);
      byte[] skeleton = MessageSkeleton.of(in, prototype.getDescriptorForType(), file);
      return new MappedMessage<>(file, parser.parseFrom(skeleton), values);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFileException(
          file + " is no " + what + ", or is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }
}
