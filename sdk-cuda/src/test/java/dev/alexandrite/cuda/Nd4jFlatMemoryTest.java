package dev.alexandrite.cuda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two thousand steps take no more memory than the first few hundred, on the heap and beside it. */
class Nd4jFlatMemoryTest {
  private static final int STEPS = 2000;
  private static final int EVERY = 200;

  /** What ND4J's own caches may still grow by; a leak of one batch's activations passes it. */
  private static final long SLACK = 4L << 20;

  @BeforeAll
  static void requireNd4j() {
    Nd4jNative.open(1).close();
  }

  @Test
  void memoryIsFlatOverTwoThousandSteps() {
    Meter meter = new Meter();
    Trainer.of(AlexNet.tiny().classes(10).build())
        .data(DrawnShapes.of(STEPS / 10, 32, 5))
        .epochs(10)
        .batchSize(1)
        .optimizer(Sgd.paper(0.01).momentum(0.9).weightDecay(5e-4))
        .backend("nd4j")
        .loaderThreads(1)
        .listener(meter)
        .fit()
        .classifier()
        .close();
    assertFlat("heap", meter.heap);
    assertFlat("memory beside the heap", meter.outside);
  }

  private static void assertFlat(String what, List<Long> bytes) {
    // One reading may be some tens of megabytes off; a leak is in all of the last ones.
    long early = Collections.max(bytes.subList(1, 4));
    long late = Collections.min(bytes.subList(bytes.size() - 3, bytes.size()));
    assertTrue(late <= early + SLACK, () -> what + " grew: " + bytes);
  }

  /** Reads what is in use every few hundred steps, after a collection. */
  private static final class Meter implements TrainingListener {
    private final List<Long> heap = new ArrayList<>();
    private final List<Long> outside = new ArrayList<>();

    @Override
    public void onStep(StepReport report) {
      if (report.step() % EVERY == 0) {
        System.gc();
        heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        outside.add(Pointer.physicalBytes() - committedHeap());
      }
    }

    private static long committedHeap() {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }
  }
}
