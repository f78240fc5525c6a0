package dev.alexandrite.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassIndexTest {
  private static final List<String> NAMES = List.of("tench", "1", "church");

  @Test
  void aNameGoesBeforeANumber() {
    assertEquals(2, ClassIndex.of("church", NAMES));
    assertEquals(1, ClassIndex.of("1", NAMES));
    assertEquals(2, ClassIndex.of("2", NAMES));
  }

  @Test
  void whatIsNoneSaysWhatThereIs() {
    assertEquals(
        "class tensh is none of the 3 classes; give a name, or a number of 0 to 2; did you mean"
            + " tench?",
        refusal("tensh"));
    assertEquals(
        "class 3 is none of the 3 classes; give a name, or a number of 0 to 2", refusal("3"));
  }

  private static String refusal(String word) {
    return assertThrows(IllegalArgumentException.class, () -> ClassIndex.of(word, NAMES))
        .getMessage();
  }
}
