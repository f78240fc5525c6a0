package dev.alexandrite.cpu;

import static dev.alexandrite.cpu.Simd.LANES;
import static dev.alexandrite.cpu.Simd.SPECIES;

import dev.alexandrite.tensor.WeightForm;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Weights as the upper halves of their float32 bits, two of one output in each 32-bit word: those
 * of inputs {@code 2i} and {@code 2i + 1} in word i, the first in the lower half. Words lie in the
 * elements of a float array, in {@link Panels} of outputs, so that a row of inputs reads them from
 * front to back.
 */
final class Bfloat16Code {
  static final int PER_WORD = 2;

  /** The word of {@code count} weights; missing ones are zero. */
  static int word(float[] weights, int at, int count) {
    int word = WeightForm.bfloat16(weights[at]);
    return count == 1 ? word : word | WeightForm.bfloat16(weights[at + 1]) << 16;
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
      IntVector leftWords = words(packed, from);
      left = x0.fma(low(leftWords), left);
      left = x1.fma(high(leftWords), left);
      IntVector rightWords = words(packed, from + LANES);
      right = x0.fma(low(rightWords), right);
      right = x1.fma(high(rightWords), right);
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
      low(leftWords).intoArray(panel, to);
      low(rightWords).intoArray(panel, to + LANES);
      high(leftWords).intoArray(panel, to + 2 * LANES);
      high(rightWords).intoArray(panel, to + 3 * LANES);
      from += Panels.WIDTH;
      to += PER_WORD * Panels.WIDTH;
    }
  }

  private static IntVector words(float[] packed, int at) {
    return FloatVector.fromArray(SPECIES, packed, at).reinterpretAsInts();
  }

  private static FloatVector part(IntVector words, int part) {
    return part == 0 ? low(words) : high(words);
  }

  private static FloatVector low(IntVector words) {
    return words.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
  }

  private static FloatVector high(IntVector words) {
    return words.and(0xFFFF0000).reinterpretAsFloats();
  }
}
