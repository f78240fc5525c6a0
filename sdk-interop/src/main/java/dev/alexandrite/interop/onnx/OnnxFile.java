package dev.alexandrite.interop.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Maps a file and parses it; the bytes of weights stay where they are. */
final class OnnxFile {
  private OnnxFile() {}

  static ModelProto read(Path file) {
    try {
      ByteBuffer bytes = map(file);
      WireScan.require(bytes);
      CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      input.enableAliasing(true);
      input.setSizeLimit(Integer.MAX_VALUE);
      return ModelProto.parseFrom(input);
    } catch (Refusal refusal) {
      throw new ModelFileException(file + ": " + refusal.reason());
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFileException(file + " is no ONNX model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelFileException(file + " cannot be read: " + e, e);
    }
  }

  private static ByteBuffer map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0 || size > Integer.MAX_VALUE) {
        throw new Refusal(
            size == 0
                ? "the file is empty"
                : "the file has "
                    + size
                    + " bytes, more than the 2^31-1 of the format; export it with external data");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }
  }
}
