package dev.alexandrite.core.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The speed of simulated links, and what happens when they are cut. */
@Timeout(60)
class LinksTest {
  /** Two messages of 2 MB at 100 MB/s take 40 ms; they cannot arrive sooner, whatever the noise. */
  @Test
  void aLinkCarriesNoMoreThanItsSpeed() {
    Links links = new Links(2, 100e6);
    float[] values = new float[500_000];
    long begun = System.nanoTime();
    Together.run(
        2,
        rank -> {
          Channel channel = new Channel(links, Links.Lane.GRADIENTS, rank);
          if (rank == 0) {
            channel.post(1, values, 0, 0, values.length, 1);
            channel.post(1, values, 0, 0, values.length, 1);
            channel.settle();
          } else {
            channel.take(0);
            channel.done(0);
            channel.take(0);
            channel.done(0);
          }
        });
    assertTrue(System.nanoTime() - begun >= 40_000_000);
    assertEquals(4_000_000, links.sentBytes(0));
    assertEquals(0, links.sentBytes(1));
  }

  @Test
  void whoeverWaitsIsWokenWhenTheLinksAreCut() throws InterruptedException {
    Links links = new Links(2, 0);
    Channel channel = new Channel(links, Links.Lane.VALUES, 1);
    CountDownLatch woken = new CountDownLatch(1);
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  assertThrows(BrokenLinksException.class, () -> channel.take(0));
                  woken.countDown();
                });
    while (!links.isWaiting(1)) {
      Thread.onSpinWait();
    }
    links.cut();
    assertTrue(woken.await(30, TimeUnit.SECONDS));
    waiting.join();
  }
}
