package dev.alexandrite.core.train;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.data.Batch;
import dev.alexandrite.core.plan.TrainingGraphs;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.Program;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Copies the next batch to a device on a thread of its own, while the current one is computed. */
final class BatchStager implements AutoCloseable {
  private final Program step;
  private final TrainingGraphs graphs;
  private final ExecutorService thread;
  private @Nullable Batch staged;
  private @Nullable Future<?> copying;

  BatchStager(Backend backend, Program step, TrainingGraphs graphs) {
    this.step = step;
    this.graphs = graphs;
    this.thread =
        Executors.newSingleThreadExecutor(
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("alexandrite batches")
                    .unstarted(
                        () -> {
                          backend.attachThread();
                          work.run();
                        }));
  }

  /** Begins to copy a batch, which stays as it is until it was taken. */
  void stage(Batch next, float[] targets) {
    staged = next;
    copying =
        thread.submit(
            () -> {
              step.stage(graphs.input(), next.images(), next.rows());
              step.stage(graphs.labels(), targets, next.rows());
            });
  }

  /** Waits for the copy of a batch; false if it was not staged. */
  boolean take(Batch batch) {
    Future<?> copy = copying;
    if (staged != batch || copy == null) {
      return false;
    }
    staged = null;
    copying = null;
    try {
      copy.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("the run was interrupted while a batch was copied", e);
    } catch (ExecutionException e) {
      throw new TrainingException("a batch could not be copied to the device: " + e.getCause(), e);
    }
  }

  /** Ends the thread; a copy that has begun is finished first. */
  @Override
  public void close() {
    thread.close();
  }
}
