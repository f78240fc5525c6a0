package dev.alexandrite.cpu.run;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * A program that trains {@code tiny()} for a hundred steps and prints how many bytes a step of the
 * second half allocated, over all threads but those that draw and prepare images.
 */
final class WarmStepFixture {
  static final String BYTES = "BYTES ";

  private static final int WARM = 50;
  private static final int MEASURED = 50;
  private static final int BATCH = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private WarmStepFixture() {}

  public static void main(String[] arguments) {
    Meter meter = new Meter();
    Trainer.of(AlexNet.tiny().classes(10).build())
        .data(DrawnShapes.of(BATCH * (WARM + MEASURED), 32, 5))
        .epochs(1)
        .batchSize(BATCH)
        .optimizer(Sgd.paper(0.01))
        .backend("cpu")
        .threads(2)
        .loaderThreads(1)
        .seed(7)
        .listener(meter)
        .fit()
        .classifier()
        .close();
    System.out.println(BYTES + (meter.end - meter.start) / MEASURED);
  }

  /** Reads the allocation counters between two steps. */
  private static final class Meter implements TrainingListener {
    private long start;
    private long end;

    @Override
    public void onStep(StepReport report) {
      if (report.step() == WARM) {
        start = allocated();
      } else if (report.step() == WARM + MEASURED) {
        end = allocated();
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
