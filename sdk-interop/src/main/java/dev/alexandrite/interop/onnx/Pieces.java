package dev.alexandrite.interop.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Hands numbers over in pieces of one buffer. */
final class Pieces {
  private Pieces() {}

  /** A number by its place; asked for in ascending order. */
  interface Numbers {
    float at(int index);
  }

  /** All numbers in an array. */
  static float[] array(int count, Numbers numbers) {
    float[] array = new float[count];
    for (int i = 0; i < count; i++) {
      array[i] = numbers.at(i);
    }
    return array;
  }

  static void hand(int count, Numbers numbers, Consumer<ByteBuffer> pieces) {
    ByteBuffer piece =
        ByteBuffer.allocate(Float.BYTES * Math.min(FloatData.PIECE, count))
            .order(ByteOrder.nativeOrder());
    for (int from = 0; from < count; from += FloatData.PIECE) {
      piece.clear();
      int end = Math.min(count, from + FloatData.PIECE);
      for (int i = from; i < end; i++) {
        piece.putFloat(numbers.at(i));
      }
      pieces.accept(piece.flip());
    }
  }
}
