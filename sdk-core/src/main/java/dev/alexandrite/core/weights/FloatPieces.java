package dev.alexandrite.core.weights;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.tensor.NamedTensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Turns the bytes of a foreign tensor into float32, of which it makes pieces of its own size, and
 * believes nothing: bytes are counted, values have to be finite.
 */
public final class FloatPieces implements Consumer<ByteBuffer> {
  private static final int PIECE_FLOATS = 1 << 14;

  /** Takes the values. */
  @FunctionalInterface
  public interface Target {
    /**
     * Takes a piece.
     *
     * @param from where it belongs in the row-major tensor
     * @param values the piece; the array may be used again for the next one
     */
    void accept(int from, float[] values);
  }

  private final String origin;
  private final NamedTensor tensor;
  private final Target target;
  private final float[] floats = new float[PIECE_FLOATS];
  private int filled;
  private int done;

  /**
   * The way of one tensor.
   *
   * @param origin where it comes from, for messages
   * @param tensor what its bytes are said to be
   * @param target takes the values, in ascending order
   */
  public FloatPieces(String origin, NamedTensor tensor, Target target) {
    this.origin = origin;
    this.tensor = tensor;
    this.target = target;
  }

  @Override
  public void accept(ByteBuffer bytes) {
    int size = tensor.type().bytes();
    int count = bytes.remaining() / size;
    if (count * size != bytes.remaining()) {
      throw damaged(
          "a piece of " + bytes.remaining() + " bytes", "whole elements of " + size + " bytes");
    }
    int left = tensor.shape().elements() - done - filled;
    if (count > left) {
      throw damaged(
          "at least " + (tensor.shape().elements() + (long) count - left) + " elements",
          String.valueOf(tensor.shape().elements()));
    }
    ByteBuffer source = bytes.slice().order(bytes.order());
    for (int from = 0; from < count; ) {
      int room = Math.min(count - from, PIECE_FLOATS - filled);
      convert(source, from, room);
      from += room;
      filled += room;
      if (filled == PIECE_FLOATS) {
        flush(floats);
      }
    }
  }

  /**
   * Hands on what is left.
   *
   * @throws CheckpointException if there were fewer elements than the tensor has
   */
  public void finish() {
    if (filled > 0) {
      flush(Arrays.copyOf(floats, filled));
    }
    if (done != tensor.shape().elements()) {
      throw damaged(done + " elements", String.valueOf(tensor.shape().elements()));
    }
  }

  private void flush(float[] piece) {
    if (!Magnitude.allFinite(piece)) {
      throw notFinite(piece);
    }
    target.accept(done, piece);
    done += piece.length;
    filled = 0;
  }

  private CheckpointException notFinite(float[] piece) {
    int i = 0;
    while (Float.isFinite(piece[i])) {
      i++;
    }
    return damaged(
        "element " + (done + i) + " that is " + piece[i] + " as float32", "finite numbers");
  }

  private void convert(ByteBuffer source, int from, int count) {
    switch (tensor.type()) {
      case FLOAT32 ->
          source.position(from * Float.BYTES).asFloatBuffer().get(floats, filled, count);
      case FLOAT16 -> {
        for (int i = 0; i < count; i++) {
          floats[filled + i] = Float.float16ToFloat(source.getShort((from + i) * Short.BYTES));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < count; i++) {
          floats[filled + i] =
              Float.intBitsToFloat(source.getShort((from + i) * Short.BYTES) << Short.SIZE);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < count; i++) {
          floats[filled + i] = (float) source.getDouble((from + i) * Double.BYTES);
        }
      }
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, BOOL ->
          throw damaged(
              "elements of " + tensor.type().name().toLowerCase(Locale.ROOT), "a float type");
    }
  }

  private CheckpointException damaged(String found, String expected) {
    return new CheckpointException(
        origin
            + ": tensor "
            + tensor.name()
            + ": found "
            + found
            + ", expected "
            + expected
            + "; the source is damaged, or its reader is: get it again, or leave the layer out by"
            + " WeightRule.except(...)");
  }
}
