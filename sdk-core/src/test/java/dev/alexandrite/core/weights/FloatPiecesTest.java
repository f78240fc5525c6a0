package dev.alexandrite.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign elements become exactly the float32 that they are, and lies about them are noticed. */
class FloatPiecesTest {
  private static final ByteOrder[] ORDERS = {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN};

  /** Takes pieces into one array. */
  private static final class Target implements FloatPieces.Target {
    private final float[] all;
    private int done;

    Target(int elements) {
      all = new float[elements];
    }

    @Override
    public void accept(int from, float[] values) {
      assertEquals(done, from);
      System.arraycopy(values, 0, all, from, values.length);
      done += values.length;
    }
  }

  private static NamedTensor tensor(ElementType type, int elements) {
    return new NamedTensor("fc.weight", Shape.of(elements), type);
  }

  /** Converts all bytes, cut into pieces of so many elements. */
  private static float[] convert(ElementType type, ByteBuffer bytes, int pieceElements) {
    int elements = bytes.remaining() / type.bytes();
    Target target = new Target(elements);
    FloatPieces pieces = new FloatPieces("file", tensor(type, elements), target);
    for (int from = 0; from < elements; from += pieceElements) {
      int count = Math.min(pieceElements, elements - from);
      ByteBuffer piece =
          bytes
              .duplicate()
              .order(bytes.order())
              .position(bytes.position() + from * type.bytes())
              .limit(bytes.position() + (from + count) * type.bytes());
      pieces.accept(piece);
      assertEquals(count * type.bytes(), piece.remaining(), "the source's buffer is its own");
    }
    pieces.finish();
    assertEquals(elements, target.done);
    return target.all;
  }

  /** A binary16 by its definition: sign, five bits of exponent, ten of fraction. */
  private static double half(int bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    double size =
        exponent == 0
            ? Math.scalb((double) fraction, -24)
            : Math.scalb(1024.0 + fraction, exponent - 25);
    return (bits & 0x8000) == 0 ? size : -size;
  }

  @Test
  void everyFiniteFloat16IsExact() {
    List<Integer> finite = new ArrayList<>();
    for (int bits = 0; bits < 1 << 16; bits++) {
      if ((bits >> 10 & 31) != 31) {
        finite.add(bits);
      }
    }
    for (ByteOrder order : ORDERS) {
      ByteBuffer bytes = ByteBuffer.allocate(finite.size() * 2).order(order);
      finite.forEach(bits -> bytes.putShort(bits.shortValue()));
      float[] values = convert(ElementType.FLOAT16, bytes.flip(), 1000);
      for (int i = 0; i < values.length; i++) {
        assertEquals(half(finite.get(i)), values[i], 0);
      }
      assertEquals(Float.floatToRawIntBits(-0f), Float.floatToRawIntBits(values[31 * 1024]));
    }
  }

  @Test
  void everyFiniteBfloat16IsExact() {
    List<Integer> finite = new ArrayList<>();
    for (int bits = 0; bits < 1 << 16; bits++) {
      if ((bits >> 7 & 255) != 255) {
        finite.add(bits);
      }
    }
    for (ByteOrder order : ORDERS) {
      ByteBuffer bytes = ByteBuffer.allocate(finite.size() * 2).order(order);
      finite.forEach(bits -> bytes.putShort(bits.shortValue()));
      float[] values = convert(ElementType.BFLOAT16, bytes.flip(), 777);
      for (int i = 0; i < values.length; i++) {
        assertEquals(finite.get(i) << 16, Float.floatToRawIntBits(values[i]));
      }
    }
  }

  @Test
  void float64IsRoundedToTheNearestEven() {
    double ulp = Math.scalb(1.0, -23);
    double[] given = {
      1 + ulp / 2,
      1 + ulp / 2 + Math.scalb(1.0, -50),
      1 + 1.5 * ulp,
      Math.PI,
      -0.0,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      Math.scalb(1.0, -150), // half the smallest subnormal: to even, which is 0
      Math.scalb(1.5, -150),
      1e-300
    };
    float[] expected = {
      1,
      (float) (1 + ulp),
      (float) (1 + 2 * ulp),
      3.1415927f,
      -0f,
      Float.MAX_VALUE,
      Float.MIN_VALUE,
      0,
      Float.MIN_VALUE,
      0
    };
    for (ByteOrder order : ORDERS) {
      ByteBuffer bytes = ByteBuffer.allocate(given.length * 8).order(order);
      for (double value : given) {
        bytes.putDouble(value);
      }
      float[] values = convert(ElementType.FLOAT64, bytes.flip(), 3);
      for (int i = 0; i < given.length; i++) {
        assertEquals(
            Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(values[i]), "" + i);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16_383, 16_384, 16_385, 100_000})
  void piecesOfAnySizeMakeTheSameFloats(int pieceElements) {
    int elements = 40_001;
    for (ByteOrder order : ORDERS) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(4 + elements * 4).order(order).position(4);
      for (int i = 0; i < elements; i++) {
        bytes.putFloat(i - 20_000.5f);
      }
      float[] values = convert(ElementType.FLOAT32, bytes.flip().position(4), pieceElements);
      for (int i = 0; i < elements; i++) {
        assertEquals(i - 20_000.5f, values[i], 0);
      }
    }
  }

  private static FloatPieces pieces(ElementType type, int elements) {
    return new FloatPieces("file", tensor(type, elements), new Target(elements));
  }

  private static void assertDamaged(Runnable reading, String expected) {
    String message = assertThrows(CheckpointException.class, reading::run).getMessage();
    assertTrue(message.startsWith("file: tensor fc.weight: found " + expected), message);
  }

  @Test
  void fewerAndMoreElementsThanWerePromisedAreNoticed() {
    FloatPieces tooFew = pieces(ElementType.FLOAT16, 5);
    tooFew.accept(ByteBuffer.allocate(8));
    assertDamaged(tooFew::finish, "4 elements, expected 5");
    assertDamaged(pieces(ElementType.FLOAT16, 5)::finish, "0 elements, expected 5");

    FloatPieces tooMany = pieces(ElementType.FLOAT64, 20_000);
    tooMany.accept(ByteBuffer.allocate(20_000 * 8));
    assertDamaged(() -> tooMany.accept(ByteBuffer.allocate(16)), "at least 20002 elements");
    assertDamaged(
        () -> pieces(ElementType.FLOAT32, 3).accept(ByteBuffer.allocate(1 << 20)),
        "at least 262144 elements, expected 3");
  }

  @Test
  void halfAnElementIsNoticed() {
    assertDamaged(
        () -> pieces(ElementType.FLOAT32, 5).accept(ByteBuffer.allocate(6)),
        "a piece of 6 bytes, expected whole elements of 4 bytes");
  }

  @Test
  void whatIsNotFiniteIsNamedWithItsPlace() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 20_000);
    for (float wrong : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
      bytes.putFloat(4 * 17_000, wrong);
      FloatPieces pieces = pieces(ElementType.FLOAT32, 20_000);
      assertDamaged(
          () -> {
            pieces.accept(bytes);
            pieces.finish();
          },
          "element 17000 that is " + wrong);
    }
    FloatPieces tooLarge = pieces(ElementType.FLOAT64, 1);
    tooLarge.accept(ByteBuffer.allocate(8).putDouble(0, 1e39));
    assertDamaged(tooLarge::finish, "element 0 that is Infinity as float32");
  }

  @ParameterizedTest
  @EnumSource
  void onlyFloatsAreTaken(ElementType type) {
    FloatPieces pieces = pieces(type, 2);
    ByteBuffer zeros = ByteBuffer.allocate(2 * type.bytes());
    if (type.isFloat()) {
      pieces.accept(zeros);
      pieces.finish();
    } else {
      assertDamaged(() -> pieces.accept(zeros), "elements of ");
    }
  }
}
