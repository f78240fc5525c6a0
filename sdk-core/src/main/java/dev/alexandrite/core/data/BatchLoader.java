package dev.alexandrite.core.data;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and prepares batches on threads of its own, ahead of the training, into a ring of slots
 * made once. Batches come in order and hold the same bytes whatever the number of threads and
 * however they are delayed: every row is a function of (seed, epoch, image, position).
 *
 * <p>Threads take single rows, not batches, so that a step waits for its last image, not for one
 * thread's whole batch.
 */
public final class BatchLoader implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BatchLoader.class.getName());
  private static final Duration TIME_TO_END = Duration.ofSeconds(10);

  private final Dataset dataset;
  private final Preparer preparer;
  private final LoaderOptions options;
  private final Duration timeToEnd;

  /** The targets of an image; 0 where it has a label. */
  private final int outputs;

  private final SlotRing ring;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Starts the threads.
   *
   * @param dataset where images come from
   * @param preparer what makes numbers of them
   * @param options sizes, order, position and threads
   * @throws IllegalArgumentException if the position is beyond the end of an epoch
   * @throws DataException if the process is allowed no more threads
   */
  public BatchLoader(Dataset dataset, Preparer preparer, LoaderOptions options) {
    this(dataset, preparer, options, TIME_TO_END);
  }

  BatchLoader(Dataset dataset, Preparer preparer, LoaderOptions options, Duration timeToEnd) {
    this.timeToEnd = timeToEnd;
    this.dataset = dataset;
    this.preparer = preparer;
    this.options = options;
    this.outputs = dataset.task() == Task.CLASSIFICATION ? 0 : dataset.classNames().size();
    Batch[] slots = new Batch[options.slots()];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = new Batch(options.batchSize(), preparer.length(), outputs);
    }
    this.ring = new SlotRing(new EpochOrder(dataset, options), slots);
    try {
      for (int thread = 0; thread < options.threads(); thread++) {
        start(thread);
      }
    } catch (OutOfMemoryError e) {
      close(); // those that did start
      throw new DataException(
          "only "
              + threads.size()
              + " of "
              + options.threads()
              + " threads that decode images could be started; ask for fewer by loaderThreads(...),"
              + " or allow the process more",
          e);
    }
  }

  private void start(int thread) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("alexandrite-data-" + thread)
            .start(this::prepareRows));
  }

  /**
   * Waits for the next batch. One thread reads.
   *
   * @return the batch, to be released when it has been read
   * @throws DataException if an image of it is bad; the message names it
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws IllegalStateException if the loader is closed, has delivered its last batch, or all
   *     slots are held
   */
  public Batch next() throws InterruptedException {
    Batch batch = ring.await();
    Throwable failure = batch.failure();
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof DataException bad) {
      throw new DataException(named(bad, dataset.name(batch.index(batch.failedRow()))), bad);
    }
    if (failure != null) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "image %s: it could not be prepared (%s); check the data set and the custom"
                  + " transforms",
              dataset.name(batch.index(batch.failedRow())),
              failure),
          failure);
    }
    ring.accept();
    return batch;
  }

  /** What prepares an image knows its pixels, not its name. */
  private static String named(DataException bad, String name) {
    String message = String.valueOf(bad.getMessage());
    return message.contains(name) ? message : name + ": " + message;
  }

  /**
   * The next batch if it is there and good; a bad one is left to {@link #next}.
   *
   * @return the batch, to be released when it has been read; null if there is none yet
   */
  public @Nullable Batch poll() {
    return ring.poll();
  }

  /**
   * Gives a batch's slot back.
   *
   * @param batch the oldest batch that is held; its arrays are not to be read any more
   * @throws IllegalStateException if it is another
   */
  public void release(Batch batch) {
    ring.release(batch);
  }

  /**
   * How long {@link #next} has waited for images, in all.
   *
   * @return nanoseconds
   */
  public long waitedNanos() {
    return ring.waitedNanos();
  }

  /**
   * Ends the threads; images that they are reading are given up. All threads together are waited
   * for as long as one would be.
   */
  @Override
  public void close() {
    ring.close();
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + timeToEnd.toNanos();
    try {
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} is still reading an image; it ends when the data set returns",
              thread.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they are daemons and end by themselves
    }
  }

  private void prepareRows() {
    var claim = new SlotRing.Claim(ring);
    try {
      while (ring.claim(claim)) {
        ring.finish(claim, prepare(claim.batch, claim.row));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // close() asks so, and the thread ends
    }
  }

  /** Whatever a data set or a transform throws belongs to the reader, with the image's name. */
  private @Nullable Throwable prepare(Batch batch, int row) {
    try {
      int index = batch.index(row);
      label(batch, row, index);
      preparer.prepare(
          dataset.image(index),
          options.seed(),
          batch.epoch(),
          batch.sample(row),
          batch.position(row),
          batch.images(),
          row * preparer.length());
      return null;
    } catch (Throwable thrown) {
      return thrown;
    }
  }

  private void label(Batch batch, int row, int index) {
    if (outputs == 0) {
      batch.labels()[row] = dataset.label(index);
      return;
    }
    float[] targets = batch.targets(outputs);
    for (int output = 0; output < outputs; output++) {
      targets[row * outputs + output] = dataset.target(index, output);
    }
  }
}
