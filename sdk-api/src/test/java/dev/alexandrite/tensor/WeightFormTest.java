package dev.alexandrite.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What becomes of a weight in fewer bits. */
class WeightFormTest {
  @Property
  void bfloat16IsOffByAtMostHalfItsLastDigit(
      @ForAll @FloatRange(min = -1e30f, max = 1e30f) float w) {
    float rounded = round(WeightForm.BFLOAT16, w)[0];
    assertEquals(0, Float.floatToRawIntBits(rounded) & 0xFFFF);
    assertTrue(
        Math.abs((double) rounded - w) <= Math.abs(w) / 256 + Float.MIN_NORMAL, w + " " + rounded);
  }

  @Property
  void int8IsOffByAtMostHalfItsScale(
      @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -100, max = 100) Float> weights) {
    float[] row = new float[weights.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = weights.get(i);
    }
    float scale = WeightForm.INT8.scale(row, 0, row.length);
    float[] rounded = round(WeightForm.INT8, row);
    for (int i = 0; i < row.length; i++) {
      assertEquals(row[i], rounded[i], 0.5001 * scale);
    }
  }

  @Test
  void tiesGoToTheEvenNumber() {
    assertEquals(0x3F80, WeightForm.bfloat16(Float.intBitsToFloat(0x3F808000)));
    assertEquals(0x3F82, WeightForm.bfloat16(Float.intBitsToFloat(0x3F818000)));
    assertEquals(2, WeightForm.int8(2.5f, 1));
    assertEquals(-4, WeightForm.int8(-3.5f, 1));
  }

  @Test
  void whatIsNotFiniteStaysSo() {
    assertTrue(Float.isNaN(round(WeightForm.BFLOAT16, Float.NaN)[0]));
    assertTrue(Float.isNaN(round(WeightForm.BFLOAT16, Float.intBitsToFloat(0x7F800001))[0]));
    assertEquals(Float.POSITIVE_INFINITY, round(WeightForm.BFLOAT16, Float.POSITIVE_INFINITY)[0]);
    assertTrue(Float.isNaN(round(WeightForm.INT8, 1, Float.POSITIVE_INFINITY)[0]));
    assertTrue(Float.isNaN(round(WeightForm.INT8, 1, Float.NaN)[0]));
  }

  @Test
  void zerosStayZeros() {
    assertArrayEquals(new float[3], round(WeightForm.INT8, 0, 0, 0));
    assertArrayEquals(new float[] {1, -2}, round(WeightForm.FLOAT32, 1, -2));
  }

  private static float[] round(WeightForm form, float... row) {
    float[] rounded = new float[row.length];
    form.round(row, 0, row.length, rounded);
    return rounded;
  }
}
