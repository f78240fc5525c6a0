package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.RelabelledDataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelabelledDatasetTest {
  private static final Image PIXEL = new Image(1, 1, new byte[3]);
  private static final Dataset DATA =
      InMemoryDataset.of(List.of(PIXEL, PIXEL), new int[] {1, 0}, List.of("cat", "n02 dog"));

  @Test
  void classesAreFoundByNameOrFirstWord() {
    Dataset labelled = RelabelledDataset.of(DATA, List.of("n02 dog", "bird", "cat tabby"));

    assertEquals(3, labelled.classNames().size());
    assertEquals(0, labelled.label(0));
    assertEquals(2, labelled.label(1));
    assertArrayEquals(PIXEL.rgb(), labelled.image(1).rgb());
    assertNotEquals(DATA.fingerprint(), labelled.fingerprint());
  }

  @Test
  void theWholeNameCountsBeforeTheFirstWord() {
    Dataset labelled = RelabelledDataset.of(DATA, List.of("cat tabby", "cat", "n02 dog"));

    assertEquals(1, labelled.label(1));
  }

  @Test
  void dataOfTheSameClassesIsItself() {
    assertSame(DATA, RelabelledDataset.of(DATA, List.of("cat", "n02 dog")));
  }

  @Test
  void aClassThatTheModelLacksIsNamed() {
    String told =
        assertThrows(DataException.class, () -> RelabelledDataset.of(DATA, List.of("cat", "bird")))
            .getMessage();
    assertTrue(told.contains("'n02 dog' is none of the model's 2, such as 'cat'"), told);
  }
}
