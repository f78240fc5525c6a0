package dev.alexandrite.interop.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.proto.onnx.ModelProto;
import dev.alexandrite.interop.tensors.FileErrors;
import dev.alexandrite.interop.tensors.TensorFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A file that was parsed. The bytes of its large weights stay where they are.
 *
 * @param file the file as it was then
 * @param bytes the file, mapped
 * @param model what it says, without {@code raw_data} that is large
 */
record OnnxFile(TensorFile file, ByteBuffer bytes, ModelProto model) {
  static OnnxFile read(Path file) {
    try {
      TensorFile found = TensorFile.of(file);
      ByteBuffer bytes = map(file);
      byte[] skeleton = Skeleton.of(bytes, WireScan.require(bytes));
      return new OnnxFile(found, bytes, ModelProto.parseFrom(skeleton));
    } catch (Refusal refusal) {
      throw new ModelFileException(file + ": " + refusal.reason());
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFileException(file + " is no ONNX model: " + e.getMessage(), e);
    } catch (IOException e) {
      throw FileErrors.unreadable(file, e);
    } catch (InternalError e) { // Java's word for a page that the file does not have any more
      throw new ModelFileException(file + " became shorter while it was read", e);
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
