package dev.alexandrite.checkpoint;

import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Weights that the application holds itself. Arrays and buffers are not copied. */
public final class InMemoryWeights implements WeightSource {
  private static final int PIECE_FLOATS = 1 << 14;

  private final String origin;
  private final Map<NamedTensor, Values> tensors = new LinkedHashMap<>();

  private InMemoryWeights(String origin) {
    this.origin = origin;
  }

  /**
   * A source without tensors, to be filled by {@link #add(String, Shape, float[])}.
   *
   * @param origin what to call it in messages and reports
   * @return the source
   */
  public static InMemoryWeights of(String origin) {
    return new InMemoryWeights(origin);
  }

  /**
   * Adds a tensor of float32.
   *
   * @param name its name
   * @param shape its shape
   * @param values its values, row-major
   * @return this source
   * @throws IllegalArgumentException if the name is taken or the number of values is another than
   *     the shape's
   */
  public InMemoryWeights add(String name, Shape shape, float[] values) {
    NamedTensor tensor = new NamedTensor(name, shape, ElementType.FLOAT32);
    add(tensor, (long) Float.BYTES * values.length, pieces -> hand(values, pieces));
    return this;
  }

  /**
   * Adds a tensor of any type.
   *
   * @param tensor its description
   * @param values its values, row-major, between position and limit, in the buffer's byte order
   * @return this source
   * @throws IllegalArgumentException if the name is taken or the number of bytes is another than
   *     the description's
   */
  public InMemoryWeights add(NamedTensor tensor, ByteBuffer values) {
    ByteBuffer all = values.asReadOnlyBuffer().order(values.order());
    add(tensor, all.remaining(), pieces -> pieces.accept(all.duplicate().order(all.order())));
    return this;
  }

  private void add(NamedTensor tensor, long bytes, Values values) {
    if (bytes != tensor.bytes()) {
      throw new IllegalArgumentException(
          origin + ": " + tensor + " has " + tensor.bytes() + " bytes, found " + bytes);
    }
    if (tensors.keySet().stream().anyMatch(other -> other.name().equals(tensor.name()))) {
      throw new IllegalArgumentException(
          origin + ": two tensors are called " + tensor.name() + "; give one another name");
    }
    tensors.put(tensor, values);
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public List<NamedTensor> tensors() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
    Values values = tensors.get(tensor);
    if (values == null) {
      throw new IllegalArgumentException(origin + " has no tensor " + tensor);
    }
    values.hand(pieces);
  }

  private static void hand(float[] values, Consumer<ByteBuffer> pieces) {
    ByteBuffer piece =
        ByteBuffer.allocate(Float.BYTES * Math.min(PIECE_FLOATS, values.length))
            .order(ByteOrder.nativeOrder());
    for (int from = 0; from < values.length; from += PIECE_FLOATS) {
      int count = Math.min(PIECE_FLOATS, values.length - from);
      piece.clear().asFloatBuffer().put(values, from, count);
      pieces.accept(piece.limit(Float.BYTES * count));
    }
  }

  /** Hands over the values of one tensor. */
  private interface Values {
    void hand(Consumer<ByteBuffer> pieces);
  }

  @Override
  public String toString() {
    return origin + ": " + tensors.size() + " tensors";
  }
}
