package dev.alexandrite.core.weights;

import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes a safetensors file of float32: the header, then the values of one tensor after another.
 */
public final class SafetensorsOutput {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final ByteBuffer chunk =
      ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final OutputStream out;

  /**
   * A file to be written.
   *
   * @param out takes its bytes; stays open
   */
  public SafetensorsOutput(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes the header.
   *
   * @param tensors names and shapes, in the order in which the values will follow
   * @return its length in bytes
   * @throws IOException if that fails
   */
  public long header(List<NamedTensor> tensors) throws IOException {
    byte[] header = SafetensorsHeader.write(tensors);
    out.write(header);
    return header.length;
  }

  /**
   * Writes the next values of the tensor whose turn it is.
   *
   * @param values any number of them
   * @throws IOException if that fails
   */
  public void values(float[] values) throws IOException {
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
