package dev.alexandrite.core.checkpoint;

import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.spi.TensorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

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
      String sha = writer.writeValues(tensor, source.read(tensor.name()));
      written.add(new TensorInfo(file, tensor.name(), tensor.shape(), sha));
      bytes += (long) Float.BYTES * tensor.shape().elements();
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

  private String writeValues(TensorSpec tensor, TensorValues values) throws IOException {
    MessageDigest digest = Sha256.start();
    Count count = new Count();
    try {
      values.forEach(
          (from, piece) -> {
            write(piece, digest);
            count.elements += piece.length;
          });
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    if (count.elements != tensor.shape().elements()) {
      throw new IllegalStateException(tensor + " was written with " + count.elements + " elements");
    }
    return Sha256.finish(digest);
  }

  private void write(float[] piece, MessageDigest digest) {
    try {
      for (int from = 0; from < piece.length; from += CHUNK_FLOATS) {
        int count = Math.min(CHUNK_FLOATS, piece.length - from);
        chunk.asFloatBuffer().put(piece, from, count);
        digest.update(chunk.array(), 0, count * Float.BYTES);
        out.write(chunk.array(), 0, count * Float.BYTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a tensor's pieces come to. */
  private static final class Count {
    private long elements;
  }
}
