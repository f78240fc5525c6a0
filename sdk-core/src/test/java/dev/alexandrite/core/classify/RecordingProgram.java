package dev.alexandrite.core.classify;

import dev.alexandrite.core.evaluate.Arena;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.spi.OpGraph;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TransferCounters;
import dev.alexandrite.tensor.WeightForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Programs whose logits say which row of which call they are of. */
final class RecordingProgram {
  static final int CAPACITY = 5;
  static final int CLASSES = SmallRun.CLASSES.size();

  private static final InferencePlan PLAN =
      Planner.inference(SmallRun.network(), CAPACITY, WeightForm.FLOAT32);
  private static final int ELEMENTS = SmallRun.network().input().elements();

  private final List<List<Integer>> runs = new ArrayList<>();
  private final List<Float> rows = new ArrayList<>();
  private final CountDownLatch running = new CountDownLatch(1);
  private volatile CountDownLatch goOn = new CountDownLatch(0);
  private volatile long nanos;
  private @Nullable RuntimeException failure;

  /** An arena that computes with it. */
  Arena arena() {
    return new Arena(PLAN, new Recording());
  }

  /** Rows that are all different. */
  static float[] rows(int id, int count) {
    float[] rows = new float[count * ELEMENTS];
    for (int i = 0; i < count; i++) {
      Arrays.fill(rows, i * ELEMENTS, (i + 1) * ELEMENTS, row(id, i));
    }
    return rows;
  }

  private static float row(int id, int index) {
    return 100 * id + index;
  }

  static float[] logits(int id, int count) {
    float[] logits = new float[count * CLASSES];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = row(id, i / CLASSES) + i % CLASSES * 0.25f;
    }
    return logits;
  }

  /** The calls of each run, in order. */
  synchronized List<List<Integer>> runs() {
    return List.copyOf(runs);
  }

  synchronized void failNext(RuntimeException problem) {
    failure = problem;
  }

  void lastNanos(long time) {
    nanos = time;
  }

  void block() {
    goOn = new CountDownLatch(1);
  }

  void awaitRun() throws InterruptedException {
    running.await();
  }

  void goOn() {
    goOn.countDown();
  }

  synchronized void requireNoRowTwice() {
    Set<Float> seen = new HashSet<>();
    for (Float row : rows) {
      if (!seen.add(row)) {
        throw new AssertionError("row " + row + " was computed twice");
      }
    }
  }

  private void run(float[] images, int count) {
    running.countDown();
    awaitQuietly(goOn);
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
    synchronized (this) {
      List<Integer> calls = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        rows.add(images[i * ELEMENTS]);
        calls.add((int) images[i * ELEMENTS] / 100);
      }
      runs.add(calls);
      if (failure != null) {
        RuntimeException problem = failure;
        failure = null;
        throw problem;
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One arena's program; an arena is used by one thread at a time, or the images are mixed up. */
  private final class Recording implements Program {
    private float[] images = new float[0];

    @Override
    public OpGraph graph() {
      return PLAN.graph();
    }

    @Override
    public void upload(int value, float[] host, int count) {
      images = host.clone();
    }

    @Override
    public void run(RunState state, int from, int to) {
      RecordingProgram.this.run(images, state.rows);
    }

    @Override
    public void download(int value, int count, float[] host) {
      for (int i = 0; i < count * CLASSES; i++) {
        host[i] = images[i / CLASSES * ELEMENTS] + i % CLASSES * 0.25f;
      }
    }

    @Override
    public void stage(int value, float[] host, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void takeStaged(int value, int count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<PlannedStep> plannedSteps() {
      return List.of();
    }

    @Override
    public TransferCounters transfers() {
      throw new UnsupportedOperationException();
    }
  }
}
