package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a warm training step allocates on the Java heap, over the trainer and its workers. */
class WarmStepTest {
  private static final long LIMIT = 64 * 1024;
  private static final int WARM = 50;
  private static final int MEASURED = 50;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void warmStepAllocatesAtMost64Kilobytes() {
    Meter meter = new Meter();
    Trainer.of(AlexNet.tiny().classes(10).build())
        .data(DrawnShapes.of(16 * (WARM + MEASURED + 1), 32, 5))
        .epochs(1)
        .batchSize(16)
        .optimizer(Sgd.paper(0.01))
        .backend("cpu")
        .threads(2)
        .loaderThreads(1)
        .seed(7)
        .listener(meter)
        .fit()
        .classifier()
        .close();
    long perStep = (meter.end.get() - meter.start.get()) / MEASURED;
    assertTrue(meter.end.get() > 0, "the measured steps were reached");
    assertTrue(perStep <= LIMIT, perStep + " bytes a step, at most " + LIMIT);
    assertEquals(WARM + MEASURED, meter.steps);
  }

  /** Reads the allocation counters of every thread but those that draw and decode images. */
  private static final class Meter implements TrainingListener {
    private final AtomicLong start = new AtomicLong();
    private final AtomicLong end = new AtomicLong();
    private int steps;

    @Override
    public void onStep(StepReport report) {
      if (report.step() == WARM) {
        start.set(allocated());
      }
      if (report.step() == WARM + MEASURED) {
        end.set(allocated());
        steps = (int) report.step();
      }
    }

    private static long allocated() {
      return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
          .filter(info -> info != null && !info.getThreadName().startsWith("alexandrite-data-"))
          .mapToLong(info -> THREADS.getThreadAllocatedBytes(info.getThreadId()))
          .sum();
    }
  }
}
