package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.WeightForm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Weights as integers of a byte, four of one output in each 32-bit word: those of inputs {@code 4i}
 * to {@code 4i + 3} in word i, the first in the lowest byte. Words lie in the elements of a float
 * array, in {@link Panels} of outputs, so that a row of inputs reads them from front to back.
 */
final class Int8Code {
  static final int PER_WORD = 4;

  /** The word of {@code count} weights; missing ones are zero. */
  static int word(float[] weights, int at, int count, float scale) {
    int word = 0;
    for (int i = 0; i < count; i++) {
      word |= (WeightForm.int8(weights[at + i], scale) & 0xFF) << (8 * i);
    }
    return word;
  }

  /**
   * Multiplies one row of inputs with a panel of weights; every sum is one chain that ascends
   * through the inputs. Two chains keep up with memory, and more would exceed what the compiler
   * inlines.
   *
   * @param packed holds the words
   * @param at where the panel begins
   * @param x holds the inputs
   * @param xAt the first input's place
   * @param inputs how many
   * @param sums receives {@link Panels#WIDTH} sums
   * @param s the first sum's place
   */
  static void multiplyRow(
      float[] packed, int at, float[] x, int xAt, int inputs, float[] sums, int s) {
    FloatVector left = FloatVector.zero(SPECIES);
    FloatVector right = FloatVector.zero(SPECIES);
    int from = at;
    int k = xAt;
    int whole = xAt + inputs / PER_WORD * PER_WORD;
    for (; k < whole; k += PER_WORD) {
      FloatVector x0 = FloatVector.broadcast(SPECIES, x[k]);
      FloatVector x1 = FloatVector.broadcast(SPECIES, x[k + 1]);
      FloatVector x2 = FloatVector.broadcast(SPECIES, x[k + 2]);
      FloatVector x3 = FloatVector.broadcast(SPECIES, x[k + 3]);
      IntVector leftWords = words(packed, from);
      left = x0.fma(part0(leftWords), left);
      left = x1.fma(part1(leftWords), left);
      left = x2.fma(part2(leftWords), left);
      left = x3.fma(part3(leftWords), left);
      IntVector rightWords = words(packed, from + LANES);
      right = x0.fma(part0(rightWords), right);
      right = x1.fma(part1(rightWords), right);
      right = x2.fma(part2(rightWords), right);
      right = x3.fma(part3(rightWords), right);
      from += Panels.WIDTH;
    }
    left.intoArray(sums, s);
    right.intoArray(sums, s + LANES);
    for (int part = 0; k < xAt + inputs; k++, part++) {
      addRest(packed, from, part, x[k], sums, s);
    }
  }

  /** The inputs that fill no word. */
  private static void addRest(float[] packed, int from, int part, float x, float[] sums, int s) {
    for (int lane = 0; lane < Panels.WIDTH; lane += LANES) {
      FloatVector.broadcast(SPECIES, x)
          .fma(
              part(words(packed, from + lane), part),
              FloatVector.fromArray(SPECIES, sums, s + lane))
          .intoArray(sums, s + lane);
    }
  }

  /**
   * Writes a part of a panel as float32, one row an input.
   *
   * @param packed holds the words
   * @param at the first row of words
   * @param words how many rows
   * @param panel receives {@code float32[words · PER_WORD, WIDTH]}
   * @param p where it begins
   */
  static void unpack(float[] packed, int at, int words, float[] panel, int p) {
    int from = at;
    int to = p;
    for (int word = 0; word < words; word++) {
      IntVector leftWords = words(packed, from);
      IntVector rightWords = words(packed, from + LANES);
      part0(leftWords).intoArray(panel, to);
      part0(rightWords).intoArray(panel, to + LANES);
      part1(leftWords).intoArray(panel, to + 2 * LANES);
      part1(rightWords).intoArray(panel, to + 3 * LANES);
      part2(leftWords).intoArray(panel, to + 4 * LANES);
      part2(rightWords).intoArray(panel, to + 5 * LANES);
      part3(leftWords).intoArray(panel, to + 6 * LANES);
      part3(rightWords).intoArray(panel, to + 7 * LANES);
      from += Panels.WIDTH;
      to += PER_WORD * Panels.WIDTH;
    }
  }

  private static IntVector words(float[] packed, int at) {
    return FloatVector.fromArray(SPECIES, packed, at).reinterpretAsInts();
  }

  private static FloatVector part(IntVector words, int part) {
    return signed(words.lanewise(VectorOperators.LSHL, 24 - 8 * part));
  }

  private static FloatVector part0(IntVector words) {
    return signed(words.lanewise(VectorOperators.LSHL, 24));
  }

  private static FloatVector part1(IntVector words) {
    return signed(words.lanewise(VectorOperators.LSHL, 16));
  }

  private static FloatVector part2(IntVector words) {
    return signed(words.lanewise(VectorOperators.LSHL, 8));
  }

  private static FloatVector part3(IntVector words) {
    return signed(words);
  }

  /** The integers in the highest bytes. */
  private static FloatVector signed(IntVector words) {
    return (FloatVector) words.lanewise(VectorOperators.ASHR, 24).convert(VectorOperators.I2F, 0);
  }
}
