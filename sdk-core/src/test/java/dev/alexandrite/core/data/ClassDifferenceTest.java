package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The difference of two lists of classes is shown, not the lists. */
class ClassDifferenceTest {
  private static final List<String> THOUSAND =
      IntStream.range(0, 1000).mapToObj(i -> "class" + i).toList();

  @Test
  void whatIsMissingAndWhatIsTooMuchIsNamed() {
    assertEquals(
        "it lacks class0, class1, class2, class3, class4 and 5 more",
        ClassDifference.between(THOUSAND.subList(10, 1000), THOUSAND));
    assertEquals(
        "it lacks cat; it has besides mouse",
        ClassDifference.between(List.of("dog", "mouse"), List.of("cat", "dog")));
  }

  @Test
  void anotherOrderIsShownWhereItBegins() {
    assertEquals(
        "the order differs, class 1 is \"c\", expected \"b\"",
        ClassDifference.between(List.of("a", "c", "b"), List.of("a", "b", "c")));
  }

  @Test
  void unicodeNormalFormIsSaid() {
    assertEquals(
        "it lacks caf\u00E9; it has besides cafe\u0301; the names differ in nothing but Unicode"
            + " normal form",
        ClassDifference.between(List.of("cafe\u0301", "b"), List.of("caf\u00E9", "b")));
  }
}
