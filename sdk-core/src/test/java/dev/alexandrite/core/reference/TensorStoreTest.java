package dev.alexandrite.core.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorStoreTest {
  private final Backend backend = new ScalarBackendProvider().create(new BackendOptions(1));
  private final TensorStore store =
      new TensorStore(backend, List.of(new TensorSpec("weight", Shape.of(2, 3), false)));

  @Test
  void partsMakeTheWhole() {
    store.upload("weight", 4, new float[] {5, 6});
    store.upload("weight", 0, new float[] {1, 2, 3, 4});
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, store.download("weight"));
  }

  @Test
  void partBeyondTheEndIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> store.upload("weight", 5, new float[] {1, 2}));
    assertEquals("weight has 6 elements, found 2 from 5 on", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> store.upload("weight", -1, new float[] {1}));
  }

  @Test
  void partsAreReadFromTheirPlaces() {
    store.upload("weight", new float[] {1, 2, 3, 4, 5, 6});
    float[] part = new float[2];
    store.download("weight", 3, part);
    assertArrayEquals(new float[] {4, 5}, part);
    assertThrows(IllegalArgumentException.class, () -> store.download("weight", 5, part));
    assertThrows(IllegalArgumentException.class, () -> store.download("weight", -1, part));
  }
}
