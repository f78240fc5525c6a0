package dev.alexandrite.core.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Runs the same thing on several threads, as devices do. */
final class Together {
  private Together() {}

  static void run(int devices, IntConsumer work) {
    try (ExecutorService threads = Executors.newFixedThreadPool(devices)) {
      List<Callable<Void>> all = new ArrayList<>();
      for (int rank = 0; rank < devices; rank++) {
        int device = rank;
        all.add(
            () -> {
              work.accept(device);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(all)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
