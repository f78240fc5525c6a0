package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.Order;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class BatchLoaderTest {
  private static final Dataset DATA = TestImages.dataset(23, 2, 2);

  /** Writes seed, epoch, number and the first pixel. */
  private static class Trace implements Preparer {
    @Override
    public int length() {
      return 4;
    }

    @Override
    public void prepare(
        Image image, long seed, int epoch, int index, int position, float[] target, int offset) {
      target[offset] = seed;
      target[offset + 1] = epoch;
      target[offset + 2] = index;
      target[offset + 3] = image.value(0, 0, 0);
    }
  }

  /** The same, but some rows take much longer than others. */
  private static final class Delayed extends Trace {
    @Override
    public void prepare(
        Image image, long seed, int epoch, int index, int position, float[] target, int offset) {
      LockSupport.parkNanos(index % 5 == 0 ? 2_000_000 : 10_000);
      super.prepare(image, seed, epoch, index, position, target, offset);
    }
  }

  private static List<float[]> read(BatchLoader loader, int batches) throws InterruptedException {
    List<float[]> read = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      Batch batch = loader.next();
      float[] all = Arrays.copyOf(batch.images(), batch.rows() * 4);
      float[] withLabels = Arrays.copyOf(all, all.length + batch.rows());
      System.arraycopy(batch.labels(), 0, withLabels, all.length, batch.rows());
      read.add(withLabels);
      loader.release(batch);
    }
    return read;
  }

  private static void assertSame(List<float[]> expected, List<float[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i));
    }
  }

  @Test
  void threadsThatHangAreWaitedForTogether() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(8);
    Trace stubborn =
        new Trace() {
          @Override
          public void prepare(
              Image image, long seed, int epoch, int index, int at, float[] target, int offset) {
            hanging.countDown();
            while (release.getCount() > 0) {
              LockSupport.parkNanos(1_000_000);
            }
          }
        };
    LoaderOptions options = LoaderOptions.training(8, 42).threads(8);
    BatchLoader loader = new BatchLoader(DATA, stubborn, options, Duration.ofSeconds(1));
    hanging.await();
    long start = System.nanoTime();
    loader.close();
    long milliseconds = (System.nanoTime() - start) / 1_000_000;
    release.countDown();
    assertTrue(milliseconds < 5_000, milliseconds + " ms for eight threads");
  }

  @Test
  void threadsAndDelaysDoNotMatter() throws InterruptedException {
    LoaderOptions options = LoaderOptions.training(5, 42).threads(1);
    List<float[]> expected;
    try (var loader = new BatchLoader(DATA, new Trace(), options)) {
      expected = read(loader, 13);
    }
    for (int threads = 1; threads <= 3; threads++) {
      try (var loader = new BatchLoader(DATA, new Delayed(), options.threads(threads))) {
        assertSame(expected, read(loader, 13));
      }
    }
  }

  @Test
  void everyEpochHoldsEveryImageOnceInAnotherOrder() throws InterruptedException {
    try (var loader = new BatchLoader(DATA, new Trace(), LoaderOptions.training(5, 1))) {
      List<Integer> first = epoch(loader, 0);
      List<Integer> second = epoch(loader, 1);
      List<Integer> all = IntStream.range(0, 23).boxed().toList();
      assertEquals(all, first.stream().sorted().toList());
      assertEquals(all, second.stream().sorted().toList());
      assertFalse(first.equals(second));
    }
  }

  @Test
  void theOrderCanBeTheSameInEveryEpoch() throws InterruptedException {
    LoaderOptions shuffled = LoaderOptions.training(5, 1);
    LoaderOptions once = shuffled.order(Order.SHUFFLED_ONCE);
    List<Integer> all = IntStream.range(0, 23).boxed().toList();
    assertEquals(List.of(all, all), twoEpochs(shuffled.order(Order.FIXED)));
    List<Integer> first = twoEpochs(shuffled).getFirst();
    assertEquals(List.of(first, first), twoEpochs(once));
    assertEquals(List.of(first), List.of(twoEpochs(once.startingAt(4, 0)).getFirst()));
  }

  private static List<List<Integer>> twoEpochs(LoaderOptions options) throws InterruptedException {
    try (var loader = new BatchLoader(DATA, new Trace(), options)) {
      return List.of(epoch(loader, options.epoch()), epoch(loader, options.epoch() + 1));
    }
  }

  private static List<Integer> epoch(BatchLoader loader, int epoch) throws InterruptedException {
    List<Integer> indices = new ArrayList<>();
    for (int step = 0; step < 5; step++) {
      Batch batch = loader.next();
      assertEquals(epoch, batch.epoch());
      assertEquals(step, batch.step());
      assertEquals(step < 4 ? 5 : 3, batch.rows());
      for (int row = 0; row < batch.rows(); row++) {
        assertEquals(indices.size(), batch.position(row));
        indices.add(batch.index(row));
        assertEquals(batch.index(row), (int) batch.images()[row * 4 + 2]);
        assertEquals(DATA.label(batch.index(row)), (int) batch.labels()[row]);
      }
      loader.release(batch);
    }
    return indices;
  }

  @Test
  void aResumedLoaderGoesOnWithTheSameBatches() throws InterruptedException {
    LoaderOptions options = LoaderOptions.training(5, 9);
    List<float[]> all;
    try (var loader = new BatchLoader(DATA, new Trace(), options)) {
      all = read(loader, 14);
    }
    for (int done : new int[] {3, 4, 5, 11}) {
      LoaderOptions resumed = options.startingAt(done / 5, done % 5);
      try (var loader = new BatchLoader(DATA, new Trace(), resumed)) {
        assertSame(all.subList(done, 14), read(loader, 14 - done));
      }
    }
    LoaderOptions endOfEpoch = options.startingAt(0, 5);
    try (var loader = new BatchLoader(DATA, new Trace(), endOfEpoch)) {
      assertSame(all.subList(5, 14), read(loader, 9));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new BatchLoader(DATA, new Trace(), options.startingAt(0, 6)));
  }

  @Test
  void evaluationKeepsTheOrderAndEnds() throws InterruptedException {
    try (var loader = new BatchLoader(DATA, new Trace(), LoaderOptions.evaluation(10))) {
      for (int step = 0; step < 3; step++) {
        Batch batch = loader.next();
        assertEquals(10 * step, batch.index(0));
        assertEquals(step < 2 ? 10 : 3, batch.rows());
        loader.release(batch);
      }
      var e = assertThrows(IllegalStateException.class, loader::next);
      assertTrue(e.getMessage().contains("last one"), e.getMessage());
    }
  }

  @Test
  void aBadImageIsNamedAfterTheBatchesBeforeIt() throws InterruptedException {
    Dataset bad = new CacheTest.FailingDataset(DATA, 12);
    LoaderOptions options = LoaderOptions.evaluation(5).threads(3);
    try (var loader = new BatchLoader(bad, new Trace(), options)) {
      read(loader, 2);
      for (int attempt = 0; attempt < 2; attempt++) {
        var e = assertThrows(DataException.class, loader::next);
        assertEquals("image image 12: it is bad", e.getMessage());
      }
    }
  }

  @Test
  void aFailingTransformIsNamedWithItsImage() {
    Preparer failing =
        new Trace() {
          @Override
          public void prepare(
              Image image,
              long seed,
              int epoch,
              int index,
              int position,
              float[] target,
              int offset) {
            throw new ArithmeticException("by zero");
          }
        };
    try (var loader = new BatchLoader(DATA, failing, LoaderOptions.evaluation(5))) {
      var e = assertThrows(DataException.class, loader::next);
      assertTrue(e.getMessage().startsWith("image image 0: it could not be prepared"));
      assertTrue(e.getMessage().contains("by zero"));
    }
  }

  @Test
  void slotsAreHeldUntilReleasedInOrder() throws InterruptedException {
    try (var loader = new BatchLoader(DATA, new Trace(), LoaderOptions.training(2, 1))) {
      List<Batch> held = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        held.add(loader.next());
      }
      var e = assertThrows(IllegalStateException.class, loader::next);
      assertTrue(e.getMessage().contains("all 4 slots are held"), e.getMessage());
      assertThrows(IllegalStateException.class, () -> loader.release(held.get(1)));
      held.forEach(loader::release);
      assertThrows(IllegalStateException.class, () -> loader.release(held.get(0)));
      assertEquals(4, loader.next().step());
    }
  }

  @Test
  void waitingCanBeInterruptedAndClosingEndsThreads() throws Exception {
    var reached = new CountDownLatch(1);
    Preparer stuck =
        new Trace() {
          @Override
          public void prepare(
              Image image,
              long seed,
              int epoch,
              int index,
              int position,
              float[] target,
              int offset) {
            reached.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    var loader = new BatchLoader(DATA, stuck, LoaderOptions.training(5, 1).threads(2));
    var interrupted = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    loader.next();
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                });
    assertTrue(reached.await(10, TimeUnit.SECONDS));
    reader.interrupt();
    assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    loader.close();
    assertThrows(IllegalStateException.class, loader::next);
  }

  @Test
  void waitingForImagesIsMeasured() throws InterruptedException {
    Preparer slow =
        new Trace() {
          @Override
          public void prepare(
              Image image,
              long seed,
              int epoch,
              int index,
              int position,
              float[] target,
              int offset) {
            LockSupport.parkNanos(20_000_000);
          }
        };
    try (var loader = new BatchLoader(DATA, slow, LoaderOptions.evaluation(5).threads(1))) {
      loader.release(loader.next());
      assertTrue(loader.waitedNanos() > 0);
    }
  }

  @Test
  void aWarmStepAllocatesNextToNothing() throws InterruptedException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int steps = 200;
    try (var loader = new BatchLoader(DATA, new Trace(), LoaderOptions.training(23, 1))) {
      for (int i = 0; i < steps; i++) {
        loader.release(loader.next());
      }
      long before = threads.getTotalThreadAllocatedBytes();
      for (int i = 0; i < steps; i++) {
        loader.release(loader.next());
      }
      long perStep = (threads.getTotalThreadAllocatedBytes() - before) / steps;
      assertTrue(perStep < 16 * 1024, perStep + " bytes a step");
    }
  }
}
