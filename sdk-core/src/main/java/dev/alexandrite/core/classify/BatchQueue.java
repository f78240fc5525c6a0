package dev.alexandrite.core.classify;

import com.google.common.collect.Lists;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.classify.ClassifierBusyException;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.MicroBatch;
import dev.alexandrite.core.evaluate.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gathers calls that arrive at the same time, and computes them together, without a thread of its
 * own. Calls stand in a queue in the order of their arrival. The first one leads: it waits until
 * there are enough, or it has waited long enough, leases an arena, takes itself and those behind it
 * out of the queue, computes, and hands out the logits. Whoever leaves the queue, for whatever
 * reason, wakes the one who is first then.
 */
final class BatchQueue {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Deque<BatchTicket> queue = new ArrayDeque<>();
  private final ArenaPool arenas;
  private final MicroBatch form;
  private final int maxWaiting;
  private final Patience patience;
  private final int classes;
  private boolean closed;

  BatchQueue(ArenaPool arenas, MicroBatch form, ClassifierOptions options, int classes) {
    this.arenas = arenas;
    this.form = form;
    this.maxWaiting = options.maxWaiting();
    this.patience = new Patience(options.timeout());
    this.classes = classes;
  }

  /**
   * Computes the prepared views of an image, with those of other calls.
   *
   * @param rows {@code float32[count, C, H, W]}
   * @param count how many
   * @return their logits, {@code float32[count, classes]}
   */
  float[] compute(float[] rows, int count) {
    BatchTicket ticket =
        new BatchTicket(rows, count, classes, patience.begin(), lock.newCondition());
    enter(ticket);
    try {
      if (leads(ticket)) {
        lead(ticket);
      }
    } catch (RuntimeException | Error e) { // a queue whose first never comes would hold all others
      leave(ticket);
      throw e;
    }
    return answer(ticket);
  }

  private void enter(BatchTicket ticket) {
    lock.lock();
    try {
      if (closed) {
        throw ArenaPool.closedError();
      }
      if (queue.size() >= maxWaiting) {
        throw QueueFull.of(queue.size());
      }
      queue.add(ticket);
      if (queue.size() >= form.maxImages()) {
        wakeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeFirst() {
    BatchTicket first = queue.peekFirst();
    if (first != null) {
      first.changed().signal();
    }
  }

  /** Waits until the call is to lead, or another one has taken it along, which gives false. */
  private boolean leads(BatchTicket ticket) {
    lock.lock();
    try {
      while (!ticket.isTaken()) {
        if (closed) {
          throw ArenaPool.closedError();
        }
        boolean first = queue.peekFirst() == ticket;
        if (first && isReady(ticket)) {
          return true;
        }
        long atMost = first ? left(ticket) : Long.MAX_VALUE;
        ticket.waiting().on(ticket.changed(), atMost, () -> "a place in a batch");
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (ticket.isTaken()) {
        return false; // what is computed is not interrupted
      }
      throw new ClassifierBusyException(
          "the thread was interrupted while it waited for a place in a batch");
    } finally {
      lock.unlock();
    }
  }

  private boolean isReady(BatchTicket first) {
    return queue.size() >= form.maxImages() || left(first) <= 0;
  }

  private long left(BatchTicket first) {
    return form.maxWait().toNanos() - first.waiting().passed();
  }

  /** By a call that has not been answered; if it was taken meanwhile, its answer is for nobody. */
  private void leave(BatchTicket ticket) {
    lock.lock();
    try {
      queue.remove(ticket);
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** While it waits for an arena it stays the first, and the queue grows behind it. */
  private void lead(BatchTicket leader) {
    Arena arena = arenas.lease(leader.waiting());
    try {
      List<BatchTicket> batch = take();
      finish(batch, compute(arena, batch));
    } finally {
      arenas.giveBack(arena);
    }
  }

  private List<BatchTicket> take() {
    lock.lock();
    try {
      int size = Math.min(form.maxImages(), queue.size());
      List<BatchTicket> batch = new ArrayList<>(size); // nothing is taken that cannot be finished
      for (int i = 0; i < size; i++) {
        BatchTicket next = queue.removeFirst();
        next.take();
        batch.add(next);
      }
      wakeFirst();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private record Row(BatchTicket ticket, int index) {}

  /** Computes, in as many runs as the arena needs for all views; what went wrong, or null. */
  private static @Nullable Throwable compute(Arena arena, List<BatchTicket> batch) {
    try {
      List<Row> rows = new ArrayList<>();
      for (BatchTicket ticket : batch) {
        for (int i = 0; i < ticket.count(); i++) {
          rows.add(new Row(ticket, i));
        }
      }
      for (List<Row> run : Lists.partition(rows, arena.capacity())) {
        for (int i = 0; i < run.size(); i++) {
          run.get(i).ticket().copyRow(run.get(i).index(), arena.images(), i);
        }
        float[] logits = arena.run(run.size());
        for (int i = 0; i < run.size(); i++) {
          run.get(i).ticket().takeLogits(run.get(i).index(), logits, i);
        }
      }
      return null;
    } catch (RuntimeException | Error e) {
      return e; // of everybody in the batch, who are waiting for it
    }
  }

  private void finish(List<BatchTicket> batch, @Nullable Throwable failure) {
    lock.lock();
    try {
      batch.forEach(ticket -> ticket.finish(failure));
    } finally {
      lock.unlock();
    }
  }

  private float[] answer(BatchTicket ticket) {
    lock.lock();
    try {
      while (!ticket.isDone()) {
        ticket.changed().awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    Throwable failure = ticket.failure();
    if (failure != null) {
      throw new AlexandriteException(
          "the batch that the image was computed in failed: " + failure, failure);
    }
    return ticket.logits();
  }

  /** Refuses new calls, and those that nobody has taken yet. */
  void close() {
    lock.lock();
    try {
      closed = true;
      queue.forEach(ticket -> ticket.changed().signal());
    } finally {
      lock.unlock();
    }
  }
}
