package dev.alexandrite.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final List<String> CLASSES = List.of("a", "b");

  private static Dataset data(int ofA, int ofB) {
    int[] labels = new int[ofA + ofB];
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i < ofA ? 0 : 1;
      images.add(new Image(1, 1, new byte[] {(byte) i, (byte) (i >> 8), 0}));
    }
    return InMemoryDataset.of(images, labels, CLASSES);
  }

  private static List<String> names(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::name).toList();
  }

  @Property(tries = 50)
  void everyImageIsHeldOutOnceAndClassesAreSpread(
      @ForAll @IntRange(min = 5, max = 60) int ofA,
      @ForAll @IntRange(min = 5, max = 60) int ofB,
      @ForAll @IntRange(min = 2, max = 5) int count,
      @ForAll long seed) {
    Dataset data = data(ofA, ofB);
    List<String> heldOut = new ArrayList<>();
    for (Split split : data.folds(count, seed)) {
      heldOut.addAll(names(split.validation()));
      assertEquals(data.size(), split.train().size() + split.validation().size());
      assertTrue(Collections.disjoint(names(split.train()), names(split.validation())));
      assertTrue(split.validation().size() >= data.size() / count);
      long a =
          IntStream.range(0, split.validation().size())
              .filter(i -> split.validation().label(i) == 0)
              .count();
      assertTrue(a >= ofA / count && a <= ofA / count + 1, a + " of " + ofA);
    }
    Collections.sort(heldOut);
    assertEquals(names(data).stream().sorted().toList(), heldOut);
  }

  @Test
  void theSameSeedGivesTheSameFoldsAndAnotherOthers() {
    Dataset data = data(40, 40);
    assertEquals(heldOut(data, 1), heldOut(data, 1));
    assertNotEquals(heldOut(data, 1), heldOut(data, 2));
  }

  private static List<List<String>> heldOut(Dataset data, long seed) {
    return data.folds(4, seed).stream().map(split -> names(split.validation())).toList();
  }

  @Test
  void tooFewImagesOfAClassAreNamed() {
    var e = assertThrows(DataException.class, () -> data(10, 3).folds(4, 1));
    assertTrue(e.getMessage().contains("class \"b\" has 3 images"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> data(10, 10).folds(1, 1));
  }
}
