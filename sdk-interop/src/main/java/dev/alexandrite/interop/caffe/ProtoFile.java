package dev.alexandrite.interop.caffe;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.alexandrite.interop.ModelFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Binary messages of a file that is mapped: what is declared as bytes stays there. */
final class ProtoFile {
  private ProtoFile() {}

  /**
   * Reads one message.
   *
   * @param what what the file should be, for messages
   * @throws ModelFileException if it is none
   */
  static <M extends Message> M read(Path file, M prototype, Parser<M> parser, String what) {
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
      ByteString bytes =
          UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
      WireBudget.check(bytes, prototype.getDescriptorForType(), file);
      CodedInputStream in = bytes.newCodedInput();
      in.enableAliasing(true);
      M message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (IOException e) {
      throw new ModelFileException(
          file + " is no " + what + ", or is damaged: " + e.getMessage(), e);
    }
  }
}
