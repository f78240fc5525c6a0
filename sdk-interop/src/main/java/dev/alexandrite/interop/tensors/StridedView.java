package dev.alexandrite.interop.tensors;

import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.function.Consumer;

/** Gathers the elements of a view, which lie apart, into row-major pieces. */
final class StridedView {
  private static final int PIECE_BYTES = 1 << 16;

  private final StoredTensor stored;
  private final Shape shape;
  private final long[] strides;
  private final int size;
  private final MemorySegment span;

  StridedView(StoredTensor stored, FileChannel channel, Arena arena) throws IOException {
    this.stored = stored;
    this.shape = stored.tensor().shape();
    this.size = stored.tensor().type().bytes();
    this.strides = stored.strides().elements().stream().mapToLong(n -> n * size).toArray();
    long bytes = stored.strides().span(shape) * size;
    this.span = channel.map(MapMode.READ_ONLY, stored.begin(), bytes, arena);
  }

  void read(Consumer<ByteBuffer> pieces) {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    MemorySegment target = MemorySegment.ofBuffer(piece);
    int[] index = new int[shape.rank()];
    long place = 0;
    int filled = 0;
    for (int left = shape.elements(); left > 0; left--) {
      MemorySegment.copy(span, place, target, filled, size);
      filled += size;
      if (filled == PIECE_BYTES || left == 1) {
        pieces.accept(piece.clear().limit(filled).order(stored.order()));
        filled = 0;
      }
      place = next(index, place);
    }
  }

  /** Counts the index up by one; answers where that element is. */
  private long next(int[] index, long place) {
    long at = place;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++index[axis] < shape.get(axis)) {
        return at;
      }
      at -= strides[axis] * index[axis];
      index[axis] = 0;
    }
    return at;
  }
}
