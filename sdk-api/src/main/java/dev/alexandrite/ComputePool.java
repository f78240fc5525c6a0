package dev.alexandrite;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that trainers and classifiers compute on. An application makes one to bound them, or
 * to compute on threads of its own, and gives it to any number of trainers and classifiers; those
 * without one make and close their own.
 *
 * <pre>{@code
 * try (ComputePool pool = ComputePool.of(4)) {
 *   ClassifierOptions options = ClassifierOptions.defaults().computePool(pool);
 *   try (Classifier cats = Classifier.load(catModel, options);
 *       Classifier dogs = Classifier.load(dogModel, options)) {
 *     // both compute on the same three threads and on those that call them
 *   }
 * }
 * }</pre>
 *
 * <p>The thread that calls takes part, so a pool of {@code n} adds {@code n - 1} to the callers.
 * Work is cut into numbered tasks, and the number alone says which worker's share a task belongs
 * to; a worker that is done with its share takes what is left of another's, so that a call waits
 * for a thread that the system has stopped with what it has begun, and with nothing else. A caller
 * that finds the pool busy with another's call runs its tasks itself: several classifiers over one
 * pool never compute on more threads than the pool's and their callers. The results do not depend
 * on any of this, bit for bit.
 *
 * <p>Safe for use by any number of threads. Whoever makes a pool closes it, after the classifiers
 * and runs that use it; they never close it.
 */
public abstract sealed class ComputePool implements AutoCloseable permits ThreadPool, ExecutorPool {
  /** The most threads of a pool: more are a slip of the pen on every machine there is. */
  public static final int MOST_THREADS = 1024;

  /** Polls without giving way: some ten microseconds, the gap between two operators. */
  private static final int SPINS = 1 << 9;

  /**
   * Polls between which others may run, before a thread parks: a fraction of a millisecond. To wake
   * a parked thread takes longer than a share of a small operator.
   */
  private static final int YIELDS = 1 << 9;

  /** Pieces of a share, of which whoever is free takes the next. */
  private static final int PIECES = 16;

  /** Elements between two workers' counters: two cache lines. */
  private static final int APART = 32;

  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int CLOSED = 2;

  private final int threads;
  private final AtomicInteger state = new AtomicInteger(IDLE);
  private final AtomicInteger unfinished = new AtomicInteger();

  /** By worker, 1 while a helper may still join the call. */
  private final AtomicIntegerArray invited;

  /** By worker, the pieces of its share that were taken. */
  private final AtomicIntegerArray taken;

  private volatile boolean closing;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread caller;
  // Written by the caller that made the pool busy; the invitations publish them.
  private @Nullable Task task;
  private int tasks;

  ComputePool(int threads) {
    this.threads = threads;
    this.invited = new AtomicIntegerArray(threads);
    this.taken = new AtomicIntegerArray(threads * APART);
  }

  /**
   * Makes a pool with daemon threads of its own. They start with the first call, end when nothing
   * was to be done for some seconds, and start again; {@link #close} ends them at once.
   *
   * @param threads computing threads, 1 to {@value #MOST_THREADS}, of which the caller is one
   * @return the pool
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static ComputePool of(int threads) {
    return new ThreadPool(requireCount("threads", threads));
  }

  /**
   * Makes a pool that computes on an application's executor and never shuts it down. At most {@code
   * parallelism - 1} of its tasks wait or run in the executor at a time. Nobody waits for what the
   * executor rejects, or has not begun when the caller and others have taken all the work: a
   * saturated executor makes a call slower, never stuck.
   *
   * @param executor runs what it is given, best on threads that never wait for others; one that
   *     drops tasks without rejecting them leaves their work to the callers for good
   * @param parallelism into how many shares work is cut, 1 to {@value #MOST_THREADS}, of which the
   *     caller runs one
   * @return the pool
   * @throws IllegalArgumentException if there are fewer or more
   */
  public static ComputePool over(Executor executor, int parallelism) {
    return new ExecutorPool(executor, requireCount("parallelism", parallelism));
  }

  private static int requireCount(String option, int value) {
    if (value < 1 || value > MOST_THREADS) {
      throw new IllegalArgumentException(
          option + " must be 1 to " + MOST_THREADS + ", found " + value);
    }
    return value;
  }

  /**
   * How many threads work on one call, the caller among them.
   *
   * @return at least 1; over an executor, the parallelism
   */
  public final int threads() {
    return threads;
  }

  /**
   * Refuses a pool that is closed.
   *
   * @throws IllegalStateException if {@link #close} was called
   */
  public final void requireOpen() {
    if (closing) {
      throw new IllegalStateException(
          "the compute pool is closed; close it after the classifiers and training runs that use"
              + " it");
    }
  }

  /**
   * Runs tasks and returns when all are done; backends compute through it. It allocates nothing but
   * what an executor does. Within a task, the pool is busy: a call from there runs its tasks on the
   * calling thread.
   *
   * @param work runs one task; what it throws reaches the caller once all threads are done with the
   *     call
   * @param count how many tasks
   * @throws IllegalStateException if the pool is closed
   */
  public final void run(Task work, int count) {
    requireOpen();
    if (threads == 1 || count <= 1 || !state.compareAndSet(IDLE, BUSY)) {
      for (int i = 0; i < count; i++) {
        work.execute(i, 0);
      }
      return;
    }
    try {
      task = work;
      tasks = count;
      caller = Thread.currentThread();
      invite();
      startHelpers();
      share(0);
      withdraw();
      awaitHelpers();
      rethrow(failure);
    } finally {
      task = null;
      failure = null;
      caller = null;
      state.set(IDLE);
      if (closing) {
        retire();
      }
    }
  }

  private void invite() {
    for (int worker = 0; worker < threads; worker++) {
      taken.setPlain(worker * APART, 0);
    }
    unfinished.set(threads - 1);
    for (int worker = 1; worker < threads; worker++) {
      invited.set(worker, 1);
    }
  }

  /** Has every worker but 0 call {@link #join}, sooner or later, or not at all. */
  abstract void startHelpers();

  /** Ends the threads, if they are the pool's. */
  abstract void stopHelpers();

  /** Takes part in the call in progress, unless somebody does as this worker or it was too late. */
  final void join(int worker) {
    if (invited.compareAndSet(worker, 1, 0)) {
      share(worker);
      Thread waiting = caller; // read before the caller may go on
      if (unfinished.decrementAndGet() == 0) {
        LockSupport.unpark(waiting);
      }
    }
  }

  /** Every task is taken or one has failed; who has not come by now is not waited for. */
  private void withdraw() {
    for (int worker = 1; worker < threads; worker++) {
      if (invited.compareAndSet(worker, 1, 0)) {
        unfinished.decrementAndGet();
      }
    }
  }

  /** The worker's own share, then what is left of the others'. */
  private void share(int worker) {
    Task work = task;
    if (work == null) {
      return;
    }
    try {
      for (int i = 0; i < threads; i++) {
        take(work, (worker + i) % threads, worker);
      }
    } catch (Throwable e) { // carried over to the caller, errors too
      fail(e);
    }
  }

  private void take(Task work, int owner, int worker) {
    int first = firstTask(owner);
    int length = firstTask(owner + 1) - first;
    int pieces = Math.min(PIECES, length);
    int counter = owner * APART;
    while (taken.get(counter) < pieces) {
      int piece = taken.getAndIncrement(counter);
      int end = piece < pieces ? first + start(piece + 1, length, pieces) : 0;
      for (int i = first + start(piece, length, pieces); i < end; i++) {
        work.execute(i, worker);
      }
    }
  }

  final boolean hasShare(int worker) {
    return firstTask(worker) < firstTask(worker + 1);
  }

  private int firstTask(int worker) {
    return start(worker, tasks, threads);
  }

  private static int start(int part, int length, int parts) {
    return (int) ((long) part * length / parts);
  }

  /** Keeps what the caller is to be thrown. */
  final void fail(Throwable cause) {
    failure = cause;
  }

  private void awaitHelpers() {
    for (int polls = 0; unfinished.get() != 0; polls++) {
      pause(polls);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yields what would be wasted; nothing relies on it
  final void pause(int polls) {
    if (polls < SPINS) {
      Thread.onSpinWait();
    } else if (!parks(polls)) {
      Thread.yield();
    } else {
      park();
    }
  }

  /** Whether a thread that has looked this often parks. */
  static boolean parks(int polls) {
    return polls >= SPINS + YIELDS;
  }

  /** Waits to be woken, or for no reason. */
  void park() {
    LockSupport.park(this);
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Whether no call is in progress and none can begin. */
  final boolean retired() {
    return state.get() == CLOSED;
  }

  private void retire() {
    if (state.compareAndSet(IDLE, CLOSED)) {
      stopHelpers();
    }
  }

  /**
   * Refuses further calls and ends the pool's own threads, once a call in progress has ended; does
   * not wait for that. A classifier or a run that still uses the pool fails at its next step.
   * Closing twice is fine.
   */
  @Override
  public final void close() {
    closing = true;
    retire();
  }

  /** Work cut into numbered tasks that may run at the same time. */
  public interface Task {
    /**
     * Runs one task.
     *
     * @param task its number
     * @param worker who runs it, from 0 to the pool's threads - 1: the key to scratch memory, since
     *     within one call no two threads are the same worker at a time
     */
    void execute(int task, int worker);
  }

  @Override
  public String toString() {
    return "compute pool of " + threads + " threads";
  }
}
