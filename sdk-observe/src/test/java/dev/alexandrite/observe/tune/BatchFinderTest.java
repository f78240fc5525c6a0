package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer is planned, and it is the largest. */
class BatchFinderTest {
  private static final Model MODEL = AlexNet.torchvision().classes(10).build();

  private static Trainer trainer(String backend, int batchSize) {
    return Trainer.of(MODEL)
        .data(DrawnShapes.of(3000, 224, 1))
        .batchSize(batchSize)
        .backend(backend)
        .threads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "scalar"})
  void theAnswerFitsAndOneMoreDoesNot(String backend) {
    long heap = 1500L << 20;

    LargestBatch largest = BatchFinder.of(trainer(backend, 7)).heap(heap).find();

    int answer = largest.batchSize();
    assertTrue(answer > 8 && answer < 3000, largest.toString());
    assertEquals(LargestBatch.Limit.HEAP, largest.limit());
    MemoryReport fits = trainer(backend, answer).memory();
    assertTrue(fits.recommendedHeap() <= heap, fits.toString());
    assertEquals(fits.total(), largest.memory().total());
    assertTrue(trainer(backend, answer + 1).memory().recommendedHeap() > heap);
    int next = largest.nextBatchSize();
    assertTrue(Integer.bitCount(next) == 1 && next > answer && next <= 2 * answer);
    assertEquals(
        trainer(backend, next).memory().recommendedHeap(), largest.nextHeap().orElseThrow());
    assertTrue(largest.toString().contains("batch size " + next + " needs -Xmx"));
  }

  @Test
  void moreImagesThanThereAreAreNoBatch() {
    LargestBatch largest = BatchFinder.of(SmallNet.trainer(0.1)).heap(1L << 40).find();
    assertEquals(SmallNet.IMAGES, largest.batchSize());
    assertEquals(LargestBatch.Limit.DATA, largest.limit());
    assertEquals(128, largest.nextBatchSize());
  }

  /** With all the heap in the world, the arena of a step has to be one array. */
  @Test
  void anArrayIsALimitToo() {
    LargestBatch largest = BatchFinder.of(trainer("cpu", 1)).heap(Long.MAX_VALUE / 2).find();
    assertEquals(LargestBatch.Limit.ARRAY, largest.limit());
    int more = largest.batchSize() + 1;
    TrainingException e =
        assertThrows(TrainingException.class, () -> trainer("cpu", more).memory());
    assertTrue(e.getMessage().contains("more than one array holds"), e.getMessage());
  }

  @Test
  void notEvenOneImage() {
    BatchFinder finder = BatchFinder.of(trainer("cpu", 1)).heap(1 << 20);
    String message = assertThrows(TrainingException.class, finder::find).getMessage();
    assertTrue(message.contains("not even a batch of one") && message.contains("-Xmx"), message);
  }

  /** What is planned without a run is what a run says of itself. */
  @Test
  void theRunSaysTheSame() {
    AtomicReference<MemoryReport> told = new AtomicReference<>();
    SmallNet.trainer(0.01)
        .listener(
            new TrainingListener() {
              @Override
              public void onStart(RunControl run, MemoryReport memory) {
                told.set(memory);
                run.stop();
              }
            })
        .fit()
        .close();
    assertEquals(told.get(), SmallNet.trainer(0.01).memory());
  }
}
