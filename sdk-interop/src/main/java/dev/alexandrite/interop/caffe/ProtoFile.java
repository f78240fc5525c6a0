package dev.alexandrite.interop.caffe;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.tensors.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Binary messages of a file; what is declared as bytes is on the heap once. */
final class ProtoFile {
  private ProtoFile() {}

  /**
   * Reads one message.
   *
   * @param what what the file should be, for messages
   * @throws ModelFileException if it is none
   */
  static <M extends Message> M read(Path file, M prototype, Parser<M> parser, String what) {
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
      ByteString bytes = bytes(channel.map(FileChannel.MapMode.READ_ONLY, 0, size), file);
      WireBudget.check(bytes, prototype.getDescriptorForType(), file);
      CodedInputStream in = bytes.newCodedInput();
      in.enableAliasing(true);
      M message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFileException(
          file + " is no " + what + ", or is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    }
  }

  /** protobuf wraps arrays alone, and copies what is mapped into one. */
  private static ByteString bytes(ByteBuffer mapped, Path file) {
    try {
      return UnsafeByteOperations.unsafeWrap(mapped);
    } catch (OutOfMemoryError e) { // of one array, so that everything else still has room
      throw new ModelFileException(
          file
              + " has "
              + mapped.remaining()
              + " bytes, for which the heap has no room; start Java with a larger -Xmx, or convert"
              + " it to safetensors",
          e);
    }
  }
}
