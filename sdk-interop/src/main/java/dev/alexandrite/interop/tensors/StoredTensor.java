package dev.alexandrite.interop.tensors;

import dev.alexandrite.tensor.NamedTensor;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * A tensor whose values lie in a file, row-major without gaps or as a view of more.
 *
 * @param tensor what it is
 * @param file where it lies
 * @param begin where its first element begins, in bytes from the beginning of the file
 * @param order the order of the bytes of an element
 * @param strides how its axes lie there
 */
public record StoredTensor(
    NamedTensor tensor, TensorFile file, long begin, ByteOrder order, Strides strides) {
  /** Large enough that a system call costs nothing, small enough to stay in a cache. */
  private static final int PIECE_BYTES = 1 << 17;

  /** Hands its bytes over. */
  void read(Consumer<ByteBuffer> pieces) throws IOException {
    try (FileChannel channel = file.open();
        Arena arena = Arena.ofConfined()) {
      if (strides.areRowMajor(tensor.shape())) {
        copy(channel, arena, pieces);
      } else {
        new StridedView(this, channel, arena).read(pieces);
      }
    }
  }

  /** Reading costs less than mapping, whose pages count as the process's own. */
  private void copy(FileChannel channel, Arena arena, Consumer<ByteBuffer> pieces)
      throws IOException {
    long left = tensor.bytes();
    ByteBuffer piece = arena.allocate(Math.min(PIECE_BYTES, left), Long.BYTES).asByteBuffer();
    channel.position(begin);
    while (left > 0) {
      piece.clear().limit((int) Math.min(piece.capacity(), left));
      left -= piece.remaining();
      while (piece.hasRemaining()) {
        if (channel.read(piece) < 0) {
          throw new EOFException("the file ends in the middle of the tensor");
        }
      }
      pieces.accept(piece.flip().order(order));
    }
  }
}
