package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A warm step allocates at most 64 KB on the training thread, whatever the network's size. */
class AllocationTest {
  private static final int WARM_UP_STEPS = 50;
  private static final long LIMIT_BYTES = 64 << 10;

  @Test
  void aWarmStepAllocatesAlmostNothing() {
    Meter meter = new Meter();
    SmallRun.trainer().epochs(15).listener(meter).fit().classifier().close();
    List<Long> steps = meter.allocated.subList(WARM_UP_STEPS, meter.allocated.size());
    assertTrue(steps.size() > 30, "steps " + steps.size());
    // Between epochs the loop reports; a step's own allocation is the ordinary case.
    List<Long> sorted = new ArrayList<>(steps);
    Collections.sort(sorted);
    long median = sorted.get(sorted.size() / 2);
    long largest = sorted.getLast();
    assertTrue(median > 0, "the meter does not count");
    assertTrue(largest <= LIMIT_BYTES, "bytes of the steps, sorted: " + sorted);
  }

  private static final class Meter implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<Long> allocated = new ArrayList<>();
    private long before;

    @Override
    public void onStep(StepReport report) {
      long now = threads.getCurrentThreadAllocatedBytes();
      if (before > 0) {
        allocated.add(now - before);
      }
      before = threads.getCurrentThreadAllocatedBytes();
    }
  }
}
