package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.tensor.RandomStream;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

/** A draw is what its definition says, of one uniform number a trial and place. */
class SettingTest {
  /** The definition's u: the first 53 bits of the stream. */
  private static double uniform(long seed, int place, int trial) {
    long first =
        RandomStream.word(seed, RandomStream.Purpose.SEARCH, place, 0, trial, 0) & 0xFFFFFFFFL;
    long second =
        RandomStream.word(seed, RandomStream.Purpose.SEARCH, place, 0, trial, 1) & 0xFFFFFFFFL;
    return (first / 0x1p32) + ((second >> 11) / 0x1p53);
  }

  @Property
  void uniformNumbers(
      @ForAll long seed,
      @ForAll @IntRange(max = 20) int place,
      @ForAll @IntRange(max = 100_000) int trial,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double width) {
    double high = low + width;
    double drawn = Setting.uniform("x", low, high).draw(seed, place, trial);
    assertTrue(drawn >= low && drawn <= high);
    double expected = low + uniform(seed, place, trial) * (high - low);
    assertEquals(expected, drawn, 1e-9 * (Math.abs(low) + high - low));
  }

  @Property
  void logUniformNumbers(
      @ForAll long seed,
      @ForAll @IntRange(max = 100_000) int trial,
      @ForAll @DoubleRange(min = -9, max = 3) double exponent,
      @ForAll @DoubleRange(min = 0.01, max = 6) double decades) {
    double low = Math.pow(10, exponent);
    double ratio = Math.pow(10, decades);
    double drawn = Setting.logUniform("x", low, low * ratio).draw(seed, 0, trial);
    assertTrue(drawn >= low && drawn <= low * ratio);
    double share = Math.log(drawn / low) / Math.log(ratio);
    assertEquals(uniform(seed, 0, trial), share, 1e-9 / Math.log(ratio));
  }

  @Property
  void wholeNumbers(
      @ForAll long seed, @ForAll @IntRange(max = 100_000) int trial, @ForAll int a, @ForAll int b) {
    int low = Math.min(a, b);
    int high = Math.max(a, b);
    int drawn = Setting.integers("n", low, high).draw(seed, 3, trial);
    long expected = low + (long) Math.floor(uniform(seed, 3, trial) * ((double) high - low + 1));
    assertEquals(Math.min(high, expected), drawn);
  }

  @Property
  void choices(
      @ForAll long seed,
      @ForAll @IntRange(max = 100_000) int trial,
      @ForAll @Size(min = 1, max = 20) @UniqueElements List<Integer> values) {
    int drawn = Setting.choice("c", values).draw(seed, 1, trial);
    assertEquals(values.get((int) (uniform(seed, 1, trial) * values.size())), drawn);
  }

  @Test
  void everyValueIsAsLikelyAndBothEndsAreIncluded() {
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    Setting<Integer> setting = Setting.integers("n", -1, 2);
    for (int trial = 0; trial < 4000; trial++) {
      counts.merge(setting.draw(5, 0, trial), 1, Integer::sum);
    }
    assertEquals(List.of(-1, 0, 1, 2), List.copyOf(counts.keySet()));
    counts.values().forEach(count -> assertEquals(1000, count, 150)); // five deviations
  }

  @Test
  void places() {
    Setting<Double> first = Setting.uniform("a", 0, 1);
    assertTrue(!first.draw(1, 0, 0).equals(first.draw(1, 1, 0)));
    assertTrue(!first.draw(1, 0, 0).equals(first.draw(1, 0, 1)));
    assertTrue(!first.draw(1, 0, 0).equals(first.draw(2, 0, 0)));
    assertEquals(0.5, Setting.logUniform("a", 1e-4, 1e-2).place(1e-3), 1e-9);
    assertEquals(0.5, Setting.choice("a", "x", "y", "z").place("y"));
  }

  @Test
  void grids() {
    assertEquals(List.of(0.0, 0.5, 1.0), Setting.uniform("a", 0, 1).points(3).grid());
    List<Double> rates = Setting.logUniform("a", 1e-4, 1e-1).points(4).grid();
    assertEquals(1e-4, rates.getFirst());
    assertEquals(1e-3, rates.get(1), 1e-12);
    assertEquals(1e-1, rates.getLast());
    assertEquals(List.of(1, 4, 7, 10), Setting.integers("n", 1, 10).points(4).grid());
    assertEquals(List.of(1, 2, 3), Setting.integers("n", 1, 3).points(10).grid());
    assertEquals(List.of(5), Setting.integers("n", 5, 5).points(2).grid());
    assertEquals(List.of("x", "y"), Setting.choice("c", "x", "y").grid());
    assertSays("no points(...)", () -> Setting.uniform("a", 0, 1).grid());
  }

  @Test
  void whatIsNoSettingIsNamed() {
    assertSays("\"rate\": the lowest must be below", () -> Setting.uniform("rate", 1, 1));
    assertSays("both finite", () -> Setting.uniform("rate", 0, Double.POSITIVE_INFINITY));
    assertSays("above 0", () -> Setting.logUniform("rate", 0, 1));
    assertSays("found 3 to 2", () -> Setting.integers("n", 3, 2));
    assertSays("at least one value", () -> Setting.choice("c", List.of()));
    assertSays("same text, found 1", () -> Setting.choice("c", List.of(1, "1")));
    assertSays("1 to 100 letters", () -> Setting.integers(" ", 0, 1));
    assertSays("points(...) is for ranges", () -> Setting.choice("c", 1, 2).points(2));
  }

  private static void assertSays(String part, Runnable call) {
    String message = assertThrows(TrainingException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
