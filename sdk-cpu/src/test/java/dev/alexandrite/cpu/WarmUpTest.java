package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class WarmUpTest {
  @Test
  void itRunsOnceAndEnds() throws InterruptedException {
    WarmUp.start(true); // unless another test was first
    WarmUp.await();
    for (Thread thread : warmUps()) {
      assertTrue(thread.isDaemon());
      thread.join();
    }
    WarmUp.start(false);
    assertTrue(warmUps().isEmpty());
  }

  private static List<Thread> warmUps() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("alexandrite-warm-up"))
        .toList();
  }
}
