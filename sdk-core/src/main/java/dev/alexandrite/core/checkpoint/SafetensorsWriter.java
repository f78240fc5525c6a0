package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes a safetensors file and takes the checksums that the manifest records. */
final class SafetensorsWriter {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final ByteBuffer chunk =
      ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final OutputStream out;

  private SafetensorsWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the tensors in the order of their names; the stream stays open. */
  static FileRecord write(
      String file, OutputStream out, List<TensorSpec> tensors, TensorSource source)
      throws IOException {
    List<TensorSpec> sorted =
        tensors.stream().sorted(Comparator.comparing(TensorSpec::name)).toList();
    byte[] header = SafetensorsHeader.write(sorted);
    SafetensorsWriter writer = new SafetensorsWriter(out);
    String headerSha = writer.writeHeader(header);
    List<TensorInfo> written = new ArrayList<>();
    long bytes = (long) SafetensorsHeader.LENGTH_BYTES + header.length;
    for (TensorSpec tensor : sorted) {
      float[] values = source.read(tensor.name());
      String sha = writer.writeValues(values);
      written.add(new TensorInfo(file, tensor.name(), tensor.shape(), sha));
      bytes += (long) Float.BYTES * values.length;
    }
    return new FileRecord(file, bytes, headerSha, written);
  }

  private String writeHeader(byte[] header) throws IOException {
    byte[] length =
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();
    MessageDigest digest = Sha256.start();
    digest.update(length);
    digest.update(header);
    out.write(length);
    out.write(header);
    return Sha256.finish(digest);
  }

  private String writeValues(float[] values) throws IOException {
    MessageDigest digest = Sha256.start();
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      digest.update(chunk.array(), 0, count * Float.BYTES);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
    return Sha256.finish(digest);
  }
}
