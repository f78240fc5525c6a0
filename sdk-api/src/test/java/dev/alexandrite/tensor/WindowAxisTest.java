package dev.alexandrite.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Positions of windows along one axis, counted one by one. */
final class WindowAxisTest {
  @Test
  void whatIsLeftOutIsDense() {
    assertEquals(new WindowAxis(3, 1, 1, 0, 0), WindowAxis.of(3));
    assertEquals(new WindowAxis(3, 2, 4, 1, 5), WindowAxis.of(3).pad(1, 5).dilation(4).stride(2));
    assertEquals(WindowAxis.of(3).pad(2, 2), WindowAxis.of(3).pad(2));
  }

  /** 224 pixels of the paper, with and without the padding that makes 55 of 54. */
  @Test
  void theFirstConvolutionOfThePaper() {
    WindowAxis axis = WindowAxis.of(11).stride(4);
    assertEquals(54, axis.positions(224));
    assertEquals(55, axis.positionsRoundedUp(224));
    assertEquals(55, axis.pad(0, 3).positions(224));
  }

  @Test
  void largeNumbersDoNotWrapAround() {
    assertEquals(2L * Integer.MAX_VALUE + 1, WindowAxis.of(3).dilation(Integer.MAX_VALUE).span());
    assertEquals(0, WindowAxis.of(3).dilation(Integer.MAX_VALUE).positions(8));
    assertEquals(
        3L * Integer.MAX_VALUE, WindowAxis.of(1).pad(Integer.MAX_VALUE).padded(Integer.MAX_VALUE));
  }

  @Property
  void positionsAreThoseThatAreCounted(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 7) int kernel,
      @ForAll @IntRange(min = 1, max = 9) int stride,
      @ForAll @IntRange(min = 1, max = 4) int dilation,
      @ForAll @IntRange(max = 6) int before,
      @ForAll @IntRange(max = 6) int after) {
    WindowAxis axis = new WindowAxis(kernel, stride, dilation, before, after);
    int whole = 0;
    int begun = 0;
    for (int first = -before; first < size + after; first += stride) {
      int last = first + (kernel - 1) * dilation;
      whole += last < size + after ? 1 : 0;
      // One that sticks out counts if the one before it left something to see.
      boolean left = last - stride < size + after - 1;
      begun += last < size + after || (left && first < size) ? 1 : 0;
    }
    if (axis.span() <= axis.padded(size)) {
      assertEquals(whole, axis.positions(size));
    } else {
      assertEquals(0, axis.positions(size));
    }
    if (axis.span() <= axis.padded(size) && Math.max(before, after) < axis.span()) {
      assertEquals(begun, axis.positionsRoundedUp(size));
    }
  }
}
