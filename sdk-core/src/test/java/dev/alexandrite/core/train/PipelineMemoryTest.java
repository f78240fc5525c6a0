package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the memory report counts for batches in preparation and images kept. */
class PipelineMemoryTest {
  private static final int BATCH = 4;
  private static final int IMAGE_BYTES = 8 * 8 * 3;
  private static final long SLOTS = 4L * BATCH * 3 * 6 * 6 * Float.BYTES;

  private static Trainer trainer(Dataset data) {
    return Trainer.of(SmallRun.model())
        .data(data)
        .batchSize(BATCH)
        .epochs(1)
        .backend("scalar")
        .loaderThreads(1);
  }

  private static MemoryReport report(Trainer trainer) {
    Start start = new Start();
    trainer.listener(start).fit().classifier().close();
    MemoryReport memory = start.memory;
    assertEquals(memory.heapLimit() - memory.heap(), memory.headroom());
    return memory;
  }

  private static final class Start implements TrainingListener {
    private MemoryReport memory = new MemoryReport(0, 0, 0, 0, "none", true, 0, List.of());

    @Override
    public void onStart(RunControl run, MemoryReport report) {
      memory = report;
    }
  }

  @Test
  void batchesOfTrainingAndValidation() {
    assertEquals(SLOTS, report(trainer(SmallRun.data(22))).pipeline());
    assertEquals(
        2 * SLOTS, report(trainer(SmallRun.data(22)).validation(SmallRun.data(7))).pipeline());
  }

  @Test
  void imagesKeptByTheRunAreCountedUpToTheLimit() {
    assertEquals(
        SLOTS + 22 * IMAGE_BYTES,
        report(trainer(SmallRun.data(22)).cacheImages(Long.MAX_VALUE)).pipeline());
    assertEquals(SLOTS + 1000, report(trainer(SmallRun.data(22)).cacheImages(1000)).pipeline());
  }

  @Test
  void imagesKeptByTheApplicationsDataAreCounted() {
    Dataset kept = CachedDataset.memory(SmallRun.data(22), Long.MAX_VALUE);
    assertEquals(SLOTS + 22 * IMAGE_BYTES, report(trainer(kept)).pipeline());
  }
}
