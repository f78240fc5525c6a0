package dev.alexandrite.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns Ctrl-C into a cancellation: the JVM's shutdown waits until the run has written its
 * checkpoint.
 */
final class InterruptGuard {
  private final CountDownLatch ended = new CountDownLatch(1);
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
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
