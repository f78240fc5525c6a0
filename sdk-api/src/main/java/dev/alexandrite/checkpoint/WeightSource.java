package dev.alexandrite.checkpoint;

import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where weights come from: named tensors whose values are handed over piece by piece, so that a
 * large one is never on the heap as a whole. {@link Checkpoint#weights()} and {@link
 * InMemoryWeights} are sources; a reader of another format implements this interface.
 *
 * <p>Whoever takes weights asks for {@link #tensors()} first, then for the values of those that it
 * needs, one at a time, from one thread, in the order of the list, each at most once a pass; there
 * may be several passes. It converts elements to float32, counts them, refuses what is not finite,
 * and leaves the source open.
 */
public interface WeightSource extends AutoCloseable {
  /**
   * The source's name in messages and reports.
   *
   * @return such as the path of a file
   */
  String origin();

  /**
   * The tensors, in the order in which reading them is best.
   *
   * @return their descriptions, with unique names
   * @throws dev.alexandrite.CheckpointException if there is nothing to read, or it is damaged
   */
  List<NamedTensor> tensors();

  /**
   * Hands over the values of one tensor, row-major and in ascending order. A piece is what lies
   * between a buffer's position and limit, in the buffer's byte order: any number of whole
   * elements. The buffer may be heap, direct or mapped, may be used again for the next piece, and
   * is not written to.
   *
   * @param tensor one of {@link #tensors()}
   * @param pieces takes one piece after another, on the calling thread
   * @throws IOException if they cannot be read
   */
  void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException;

  /** Closes what the source keeps open; by default nothing. Closing twice is fine. */
  @Override
  default void close() {}
}
