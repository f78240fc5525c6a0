package dev.alexandrite.cpu;

import dev.alexandrite.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a loop on every thread at the same time. */
final class RoofThreads implements AutoCloseable {
  private final ExecutorService pool;
  private final List<Callable<Float>> loops;

  RoofThreads(List<Callable<Float>> loops) {
    this.loops = List.copyOf(loops);
    this.pool =
        Executors.newFixedThreadPool(
            loops.size(),
            loop -> Thread.ofPlatform().name("alexandrite-roof").daemon().unstarted(loop));
  }

  float run() {
    List<Future<Float>> running = new ArrayList<>();
    loops.forEach(loop -> running.add(pool.submit(loop)));
    float sum = 0;
    try {
      for (Future<Float> loop : running) {
        sum += loop.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException("interrupted while the roof of this machine was measured", e);
    } catch (ExecutionException e) {
      throw new BackendException("the roof of this machine could not be measured", e);
    }
    return sum;
  }

  @Override
  public void close() {
    pool.close();
  }
}
