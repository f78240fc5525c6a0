package dev.alexandrite.train;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C into a cancellation: the JVM's shutdown waits until the run has written its
 * checkpoint. It does not wait if the run itself is what ends the process, as a listener that calls
 * {@link System#exit} does: that call never returns to the run.
 */
final class InterruptGuard {
  private static final long POLL_MILLIS = 100;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread trainer = Thread.currentThread();
  private final Thread hook;

  InterruptGuard(AtomicBoolean cancelled) {
    hook =
        new Thread(
            () -> {
              cancelled.set(true);
              awaitEnd();
            },
            "alexandrite-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      while (!ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        if (trainerExits()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean trainerExits() {
    return Arrays.stream(trainer.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit"));
  }

  /** The run has ended: a waiting shutdown goes on. */
  void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown is in progress: the hook is running and has just been released.
      return;
    }
  }
}
