package dev.alexandrite.interop.onnx;

import dev.alexandrite.tensor.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The values of a tensor of floating-point numbers, read when they are wanted. */
sealed interface FloatData {
  /** How many numbers are handed over as one piece. */
  int PIECE = 1 << 14;

  int count();

  /** What {@link #read} hands over. */
  ElementType type();

  float at(int index);

  void read(Consumer<ByteBuffer> pieces);

  /** All values on the heap, for few of them. */
  default float[] floats() {
    float[] floats = new float[count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = at(i);
    }
    return floats;
  }

  /** Little-endian bytes of a file, mapped. */
  record Stored(ByteBuffer bytes, ElementType type) implements FloatData {
    @Override
    public int count() {
      return bytes.remaining() / type.bytes();
    }

    @Override
    public float at(int index) {
      ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
      int place = bytes.position() + index * type.bytes();
      return switch (type) {
        case FLOAT32 -> little.getFloat(place);
        case FLOAT64 -> (float) little.getDouble(place);
        case FLOAT16 -> Float.float16ToFloat(little.getShort(place));
        case BFLOAT16 -> Float.intBitsToFloat(little.getShort(place) << 16);
        default -> throw new IllegalStateException("no floats: " + type);
      };
    }

    @Override
    public void read(Consumer<ByteBuffer> pieces) {
      pieces.accept(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /** Numbers that the file lists one by one. */
  record Listed(List<? extends Number> numbers, ElementType from) implements FloatData {
    @Override
    public int count() {
      return numbers.size();
    }

    @Override
    public ElementType type() {
      return ElementType.FLOAT32;
    }

    @Override
    public float at(int index) {
      Number number = numbers.get(index);
      return switch (from) {
        case FLOAT16 -> Float.float16ToFloat(number.shortValue());
        case BFLOAT16 -> Float.intBitsToFloat(number.intValue() << 16);
        default -> number.floatValue();
      };
    }

    @Override
    public void read(Consumer<ByteBuffer> pieces) {
      Pieces.hand(count(), this::at, pieces);
    }
  }

  /** One number everywhere. */
  record Filled(float value, int count) implements FloatData {
    @Override
    public ElementType type() {
      return ElementType.FLOAT32;
    }

    @Override
    public float at(int index) {
      return value;
    }

    @Override
    public void read(Consumer<ByteBuffer> pieces) {
      Pieces.hand(count, this::at, pieces);
    }
  }

  /** Values that were computed while the file was read. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Held(float[] values) implements FloatData {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public ElementType type() {
      return ElementType.FLOAT32;
    }

    @Override
    public float at(int index) {
      return values[index];
    }

    @Override
    public void read(Consumer<ByteBuffer> pieces) {
      Pieces.hand(count(), this::at, pieces);
    }
  }

  /** Other values in another order: element i of the view is one of the base's, times a factor. */
  record View(FloatData base, Strides strides, float factor) implements FloatData {
    @Override
    public int count() {
      return strides.count();
    }

    @Override
    public ElementType type() {
      return ElementType.FLOAT32;
    }

    @Override
    public float at(int index) {
      return factor * base.at(strides.place(index));
    }

    @Override
    public void read(Consumer<ByteBuffer> pieces) {
      Strides.Walk walk = strides.walk();
      Pieces.hand(count(), _ -> factor * base.at(walk.next()), pieces);
    }
  }

  /** The same values times a factor. */
  static FloatData scaled(FloatData data, float factor) {
    Strides all = Strides.rowMajor(List.of(data.count()));
    return factor == 1 ? data : new View(data, all, factor);
  }

  static FloatData of(float... values) {
    return new Held(Arrays.copyOf(values, values.length));
  }
}
