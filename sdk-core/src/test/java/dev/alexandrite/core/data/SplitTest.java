package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Split;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SplitTest {
  private static List<String> names(Dataset dataset) {
    return IntStream.range(0, dataset.size()).mapToObj(dataset::name).toList();
  }

  private static long count(Dataset dataset, int label) {
    return IntStream.range(0, dataset.size()).filter(i -> dataset.label(i) == label).count();
  }

  @Property(tries = 30)
  void partsAreDisjointCompleteAndStratified(
      @ForAll @IntRange(min = 6, max = 90) int size, @ForAll long seed) {
    Dataset whole = TestImages.dataset(size, 1, 1);
    Split split = Split.stratified(whole, 0.2, seed);
    var all = new TreeSet<>(names(split.train()));
    all.addAll(names(split.validation()));
    assertEquals(size, all.size());
    assertEquals(size, split.train().size() + split.validation().size());
    for (int label = 0; label < 3; label++) {
      long expected = Math.max(1, Math.round(0.2 * count(whole, label)));
      assertEquals(expected, count(split.validation(), label));
    }
  }

  @Test
  void theSeedDecides() {
    Dataset whole = TestImages.dataset(60, 1, 1);
    Split first = Split.stratified(whole, 0.5, 1);
    Split again = Split.stratified(whole, 0.5, 1);
    Split other = Split.stratified(whole, 0.5, 2);
    assertEquals(names(first.train()), names(again.train()));
    assertEquals(first.train().fingerprint(), again.train().fingerprint());
    assertNotEquals(names(first.train()), names(other.train()));
    assertNotEquals(first.train().fingerprint(), first.validation().fingerprint());
  }

  @Test
  void aClassOfOneImageIsNamed() {
    var data =
        InMemoryDataset.of(
            List.of(
                TestImages.random(1, 1, 0), TestImages.random(1, 1, 1), TestImages.random(1, 1, 2)),
            new int[] {0, 0, 1},
            List.of("cat", "dog"));
    var e = assertThrows(DataException.class, () -> Split.stratified(data, 0.2, 1));
    assertTrue(e.getMessage().contains("\"dog\""), e.getMessage());
  }

  @Test
  void fractionsOutsideAreRefused() {
    Dataset whole = TestImages.dataset(9, 1, 1);
    for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Split.stratified(whole, fraction, 1));
    }
  }

  @Test
  void labelsThatNameNoClassAreRefused() {
    var images = List.of(TestImages.random(1, 1, 0));
    var names = List.of("cat", "dog");
    assertThrows(DataException.class, () -> InMemoryDataset.of(images, new int[] {2}, names));
    assertThrows(DataException.class, () -> InMemoryDataset.of(images, new int[] {}, names));
    assertThrows(
        DataException.class, () -> InMemoryDataset.of(images, new int[] {0}, List.of("cat")));
  }
}
