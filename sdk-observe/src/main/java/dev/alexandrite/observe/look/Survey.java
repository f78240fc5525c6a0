package dev.alexandrite.observe.look;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All images of a data set read once, on some threads, of which each holds one image at a time.
 * What is found stands at the image's number, so that it does not matter which thread found it.
 */
final class Survey {
  private final Dataset data;
  private final @Nullable ImageFacts[] facts;
  private final @Nullable String[] causes;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  private Survey(Dataset data) {
    this.data = data;
    this.facts = new ImageFacts[data.size()];
    this.causes = new String[data.size()];
  }

  /**
   * Reads the images.
   *
   * @param data the images
   * @param threads how many are read at a time
   * @param progress told how many are done, on any of the threads
   * @throws AlexandriteException if the data set fails otherwise than by a bad image, or the thread
   *     is interrupted
   */
  static Survey of(Dataset data, int threads, IntConsumer progress) {
    Survey survey = new Survey(data);
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("alexandrite-look-", 0).factory())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(workers.submit(() -> survey.read(progress)));
      }
      try {
        for (Future<?> worker : running) {
          worker.get();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AlexandriteException("looking at the images was interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof AlexandriteException known
            ? known
            : new AlexandriteException("looking at the images failed: " + e.getCause(), e);
      } finally {
        workers.shutdownNow(); // after a failure there is no sense in the rest
      }
    }
    return survey;
  }

  private void read(IntConsumer progress) {
    try {
      for (int index = next.getAndIncrement();
          index < facts.length && !Thread.currentThread().isInterrupted();
          index = next.getAndIncrement()) {
        look(index);
        progress.accept(done.incrementAndGet());
      }
    } catch (RuntimeException | Error failure) {
      next.set(facts.length); // the other threads end
      throw failure;
    }
  }

  private void look(int index) {
    try {
      facts[index] = ImageFacts.of(data, index);
    } catch (DataException bad) {
      causes[index] = cause(bad, index);
    } catch (NoSuchFileException gone) {
      causes[index] = "it is gone since the folder was listed";
    } catch (IOException unreadable) {
      causes[index] = "its file cannot be read (" + unreadable + ")";
    } catch (RuntimeException broken) {
      throw new DataException(
          "image " + data.name(index) + ": the data set failed (" + broken + ")", broken);
    }
  }

  /**
   * What is wrong without the name, which is said beside it, and without what to do in training.
   */
  private String cause(DataException bad, int index) {
    DataException inner = bad.getCause() instanceof DataException why ? why : bad;
    String message = String.valueOf(inner.getMessage());
    String name = data.imageFile(index).map(Path::toString).orElse(data.name(index));
    for (String before : List.of("image " + name + ": ", name + ": ")) {
      if (message.startsWith(before)) {
        return message.substring(before.length());
      }
    }
    return message;
  }

  Dataset data() {
    return data;
  }

  int size() {
    return facts.length;
  }

  /** What was found of an image; null if it cannot be used. */
  @Nullable ImageFacts facts(int index) {
    return facts[index];
  }

  /** Why an image cannot be used; null if it can. */
  @Nullable String cause(int index) {
    return causes[index];
  }

  ImagePlace place(Part part, int index) {
    return new ImagePlace(part, index, data.name(index), data.classNames().get(data.label(index)));
  }
}
