package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import org.junit.jupiter.api.Test;

/** A heap that others have filled is not said to be too small for the run. */
class HeapOfOthersTest {
  @Test
  void nobodyIsToldToTakeASmallerHeap() {
    var listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            throw new OutOfMemoryError("a listener's");
          }
        };
    var e =
        assertThrows(
            TrainingException.class, () -> SmallRun.trainer().epochs(1).listener(listener).fit());
    assertTrue(e.getMessage().contains("another part of the application"), e.getMessage());
    assertInstanceOf(OutOfMemoryError.class, e.getCause());
  }
}
