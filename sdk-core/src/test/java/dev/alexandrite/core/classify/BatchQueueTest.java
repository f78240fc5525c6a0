package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.evaluate.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever joins a batch gets its own rows back, or is told why not; nobody waits for ever. */
@Timeout(60)
class BatchQueueTest {
  private static final Duration LONG = Duration.ofSeconds(9);

  private static ClassifierOptions gathering(int images, Duration wait) {
    return ClassifierOptions.defaults().microBatch(images, wait);
  }

  /** A queue over arenas whose programs say of each row whose it is. */
  private static final class Bench {
    private final RecordingProgram program = new RecordingProgram();
    private final ArenaPool arenas;
    private final BatchQueue queue;

    Bench(int arenas, ClassifierOptions options) {
      List<Arena> all = IntStream.range(0, arenas).mapToObj(i -> program.arena()).toList();
      this.arenas = new ArenaPool(all, options);
      this.queue =
          new BatchQueue(this.arenas, options.microBatch(), options, RecordingProgram.CLASSES);
    }

    float[] call(int id, int rows) {
      return queue.compute(RecordingProgram.rows(id, rows), rows);
    }

    /** A call on a thread of its own, which waits when this returns. */
    Call start(int id) {
      Call call = new Call();
      call.thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      call.result.complete(call(id, 1));
                    } catch (RuntimeException e) {
                      call.keptInterrupt = Thread.currentThread().isInterrupted();
                      call.result.completeExceptionally(e);
                    }
                  });
      while (call.thread.getState() != Thread.State.WAITING
          && call.thread.getState() != Thread.State.TIMED_WAITING
          && call.thread.isAlive()) {
        Thread.onSpinWait();
      }
      return call;
    }

    /** Again until a busy machine lets it in before its timeout. */
    String patientCall(int id) {
      try {
        assertAnswer(id, 2, call(id, 2));
        return "";
      } catch (ClassifierBusyException e) {
        return patientCall(id);
      }
    }

    void requireAllFree() {
      queue.close();
      assertTrue(arenas.close());
    }
  }

  private static final class Call {
    private final CompletableFuture<float[]> result = new CompletableFuture<>();
    private volatile Thread thread;
    private volatile boolean keptInterrupt;

    Throwable failure() throws InterruptedException {
      try {
        result.get();
        return new AssertionError("answered");
      } catch (ExecutionException e) {
        return e.getCause();
      }
    }
  }

  private static void assertAnswer(int id, int rows, float[] logits) {
    assertArrayEquals(RecordingProgram.logits(id, rows), logits);
  }

  @Test
  void callsAreTakenInTheOrderOfTheirArrival() throws Exception {
    Bench bench = new Bench(1, gathering(4, Duration.ofMillis(1)));
    Arena held = bench.arenas.lease();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      calls.add(bench.start(i));
    }
    bench.arenas.giveBack(held);
    for (int i = 0; i < calls.size(); i++) {
      assertAnswer(i, 1, calls.get(i).result.get());
    }
    assertEquals(List.of(List.of(0, 1, 2, 3), List.of(4, 5, 6)), bench.program.runs());
    bench.requireAllFree();
  }

  @Test
  void aFullBatchDoesNotWait() throws Exception {
    Bench bench = new Bench(1, gathering(3, LONG));
    long begun = System.nanoTime();
    List<Call> calls = List.of(bench.start(0), bench.start(1), bench.start(2));
    for (Call call : calls) {
      call.result.get();
    }
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(LONG) < 0);
    assertEquals(List.of(List.of(0, 1, 2)), bench.program.runs());
  }

  @Test
  void oneWhoIsAloneIsAnswered() {
    Bench bench = new Bench(1, gathering(16, Duration.ofMillis(2)));
    assertAnswer(5, 1, bench.call(5, 1));
    assertEquals(List.of(List.of(5)), bench.program.runs());
  }

  @Test
  void moreViewsThanAnArenaHasRoomForAreComputedInTurn() {
    Bench bench = new Bench(1, gathering(2, Duration.ofMillis(1)));
    int rows = 2 * RecordingProgram.CAPACITY + 1;
    assertAnswer(3, rows, bench.call(3, rows));
    assertEquals(3, bench.program.runs().size());
  }

  @Test
  void whatFailsInABatchFailsForAllOfIt() throws Exception {
    Bench bench = new Bench(1, gathering(3, LONG));
    bench.program.failNext(new IllegalStateException("the device is lost"));
    List<Call> calls = List.of(bench.start(0), bench.start(1), bench.start(2));
    for (Call call : calls) {
      Throwable failure = assertInstanceOf(AlexandriteException.class, call.failure());
      assertTrue(failure.getMessage().contains("the device is lost"), failure.getMessage());
    }
    calls = List.of(bench.start(3), bench.start(4), bench.start(5));
    for (int i = 0; i < 3; i++) {
      assertAnswer(3 + i, 1, calls.get(i).result.get());
    }
    bench.requireAllFree();
  }

  @Test
  void whoIsInterruptedLeavesAndTheOthersGoOn() throws Exception {
    Bench bench = new Bench(1, gathering(3, LONG));
    Call leader = bench.start(0);
    Call second = bench.start(1);
    leader.thread.interrupt();
    assertInstanceOf(ClassifierBusyException.class, leader.failure());
    assertTrue(leader.keptInterrupt);
    Call third = bench.start(2);
    Call fourth = bench.start(3);
    assertAnswer(1, 1, second.result.get());
    assertAnswer(2, 1, third.result.get());
    assertAnswer(3, 1, fourth.result.get());
    assertEquals(List.of(List.of(1, 2, 3)), bench.program.runs());
    bench.requireAllFree();
  }

  @Test
  void aLeaderThatIsInterruptedWhileItWaitsForAnArenaHandsOn() throws Exception {
    Bench bench = new Bench(1, gathering(2, Duration.ofMillis(1)));
    Arena held = bench.arenas.lease();
    Call leader = bench.start(0);
    Call second = bench.start(1);
    leader.thread.interrupt();
    assertInstanceOf(ClassifierBusyException.class, leader.failure());
    bench.arenas.giveBack(held);
    assertAnswer(1, 1, second.result.get());
    bench.requireAllFree();
  }

  @Test
  void noCallWaitsLongerThanItsTimeout() throws Exception {
    Bench bench = new Bench(1, gathering(2, Duration.ofMillis(1)).timeout(Duration.ofMillis(50)));
    Arena held = bench.arenas.lease();
    for (Call call : List.of(bench.start(0), bench.start(1), bench.start(2))) {
      Throwable failure = assertInstanceOf(ClassifierBusyException.class, call.failure());
      assertTrue(failure.getMessage().contains("waited 50 ms, the timeout"), failure.getMessage());
    }
    bench.arenas.giveBack(held);
    assertAnswer(3, 1, bench.call(3, 1));
    assertEquals(List.of(List.of(3)), bench.program.runs());
    bench.requireAllFree();
  }

  @Test
  void oneMoreThanMayWaitIsRefusedAtOnce() throws Exception {
    Bench bench = new Bench(1, gathering(2, Duration.ofMillis(1)).maxWaiting(2));
    Arena held = bench.arenas.lease();
    Call first = bench.start(0);
    Call second = bench.start(1);
    String refusal =
        assertThrows(ClassifierBusyException.class, () -> bench.call(2, 1)).getMessage();
    assertTrue(refusal.startsWith("2 calls wait"), refusal);
    assertTrue(refusal.contains("maxWaiting"), refusal);
    bench.arenas.giveBack(held);
    assertAnswer(0, 1, first.result.get());
    assertAnswer(1, 1, second.result.get());
  }

  @Test
  void closingRefusesThoseThatWaitAndEndsWhatIsComputed() throws Exception {
    Bench bench = new Bench(1, gathering(2, LONG));
    bench.program.block();
    Call computed = bench.start(0);
    Call along = bench.start(1); // the batch is full
    bench.program.awaitRun();
    Call waiting = bench.start(2);
    Thread closing = Thread.ofPlatform().start(bench::requireAllFree);
    assertInstanceOf(IllegalStateException.class, waiting.failure());
    assertTrue(closing.isAlive());
    bench.program.goOn();
    assertAnswer(0, 1, computed.result.get());
    assertAnswer(1, 1, along.result.get());
    closing.join();
    assertThrows(IllegalStateException.class, () -> bench.call(3, 1));
  }

  /** Callers come, wait, lose patience and are interrupted as a seed says. */
  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void underAnyInterleavingEachGetsItsOwnOrAReason(
      @ForAll @IntRange(min = 0) int seed,
      @ForAll @IntRange(min = 2, max = 5) int images,
      @ForAll @IntRange(min = 1, max = 3) int arenas)
      throws Exception {
    Random random = new Random(seed);
    Duration gather = Duration.ofNanos(1 + random.nextInt(3_000_000));
    ClassifierOptions options =
        gathering(images, gather)
            .timeout(gather.plusNanos(1 + random.nextInt(20_000_000)))
            .maxWaiting(images + random.nextInt(10));
    Bench bench = new Bench(arenas, options);
    bench.program.lastNanos(random.nextInt(2_000_000));
    if (random.nextInt(4) == 0) {
      bench.program.failNext(new IllegalStateException("once"));
    }
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<String>> wrong = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int id = i;
      int rows = 1 + random.nextInt(3);
      CompletableFuture<String> verdict = new CompletableFuture<>();
      wrong.add(verdict);
      Thread thread = Thread.ofVirtual().start(() -> verdict.complete(verdict(bench, id, rows)));
      threads.add(thread);
      if (random.nextInt(5) == 0) {
        Thread.sleep(0, random.nextInt(900_000));
      }
      if (random.nextInt(6) == 0) {
        threads.get(random.nextInt(threads.size())).interrupt();
      }
    }
    for (CompletableFuture<String> verdict : wrong) {
      assertEquals("", verdict.get());
    }
    bench.program.requireNoRowTwice();
    assertEquals("", bench.patientCall(99));
    bench.requireAllFree();
  }

  private static String verdict(Bench bench, int id, int rows) {
    try {
      assertAnswer(id, rows, bench.call(id, rows));
      return "";
    } catch (ClassifierBusyException e) {
      return "";
    } catch (AlexandriteException e) {
      return e.getMessage().contains("once") ? "" : e.toString();
    } catch (RuntimeException | AssertionError e) {
      return e.toString();
    }
  }

  @Test
  void aThreadThatHoldsAnArenaIsKnown() {
    Bench bench = new Bench(2, gathering(2, Duration.ofMillis(1)));
    assertTrue(!bench.arenas.isHeld());
    Arena arena = bench.arenas.lease();
    assertTrue(bench.arenas.isHeld());
    assertTrue(bench.arenas.leaseFree().isPresent());
    assertNull(bench.arenas.leaseFree().orElse(null));
    bench.arenas.giveBack(arena);
  }
}
