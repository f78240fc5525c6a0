package dev.alexandrite.core.devices;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.alexandrite.TrainingException;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.Devices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The devices of a run. Each has a thread, on which its backend is made, used and closed, and a
 * second one that exchanges gradients. The training thread hands out a batch and waits; a device
 * that fails or does not answer in time ends the run with an error that names it.
 */
public final class ReplicaGroup implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReplicaGroup.class.getName());

  /** How long a thread may take to end after it was told to. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private static final Duration SET_UP = Duration.ofMinutes(10);

  private final Duration patience;
  private final Links links;
  private final List<ExecutorService> computing = new ArrayList<>();
  private final List<ExecutorService> exchanging = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private final Map<Integer, Backend> backends = new ConcurrentHashMap<>();

  /** What each device was last asked to do; written by the training thread alone. */
  private final List<Future<?>> latest = new ArrayList<>();

  private final NamedTensors tensors;
  private final StepInputs inputs = new StepInputs();
  private volatile @Nullable Failure firstFailure;

  private record Failure(int device, String what, Throwable cause) {}

  /** Work of one device, on its own thread. */
  @FunctionalInterface
  interface Work<T> {
    T on(Replica replica);
  }

  private ReplicaGroup(DevicePlans plans, Devices devices, IntFunction<Backend> create) {
    this.patience = devices.patience();
    this.links = new Links(devices.count(), devices.linkBytesPerSecond());
    this.tensors = new DeviceTensors(this, plans.divided(), plans.replicas(), plans.whole());
    try {
      for (int rank = 0; rank < devices.count(); rank++) {
        computing.add(thread("alexandrite device " + rank));
        exchanging.add(thread("alexandrite gradients of device " + rank));
        int device = rank;
        Future<Replica> made =
            computing.get(rank).submit(() -> replica(device, plans, create.apply(device)));
        latest.add(made);
        replicas.add(await(rank, "getting ready", made, SET_UP, System.nanoTime()));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Makes all devices ready.
   *
   * @param plans what each of them runs
   * @param devices how many, and their links
   * @param create makes the backend of a device, on the device's thread
   * @return the devices, closed by the caller
   * @throws TrainingException if one of them cannot be made ready
   */
  public static ReplicaGroup start(
      DevicePlans plans, Devices devices, IntFunction<Backend> create) {
    return new ReplicaGroup(plans, devices, create);
  }

  private static ExecutorService thread(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  private Replica replica(int rank, DevicePlans plans, Backend backend) {
    backends.put(rank, backend);
    ReplicaPlan plan = plans.replicas().get(rank);
    long needed = plan.tensorBytes() + plan.programBytes(backend);
    if (needed > backend.deviceMemoryBytes()) {
      throw new TrainingException(
          "it needs about "
              + (needed >> 20)
              + " MiB and has "
              + (backend.deviceMemoryBytes() >> 20)
              + " MiB; use a smaller batch with accumulate(...), or more devices");
    }
    return new Replica(
        rank, plan, plans.divided(), plans.batchSize(), links, backend, exchanging.get(rank));
  }

  /**
   * The batch that {@link #step} trains.
   *
   * @return written by the caller between steps
   */
  public StepInputs inputs() {
    return inputs;
  }

  /**
   * Trains one batch on all devices.
   *
   * @return the losses of its examples, valid until the next step
   * @throws TrainingException if a device fails, or does not finish in time
   */
  public float[] step() {
    String what = "training step " + inputs.state.updates;
    List<Future<Replica>> all = new ArrayList<>();
    for (int rank = 0; rank < replicas.size(); rank++) {
      all.add(submit(rank, what, Replica::step));
    }
    long begun = System.nanoTime();
    for (int rank = 0; rank < replicas.size(); rank++) {
      latest.set(rank, all.get(rank));
    }
    for (int rank = 0; rank < replicas.size(); rank++) {
      await(rank, what, all.get(rank), patience, begun);
    }
    return replicas.getFirst().losses();
  }

  /** A step of one device. */
  @FunctionalInterface
  private interface Stepping {
    void step(Replica replica, StepInputs inputs);
  }

  private Future<Replica> submit(int rank, String what, Stepping stepping) {
    Replica replica = replicas.get(rank);
    return computing
        .get(rank)
        .submit(
            () -> {
              try {
                stepping.step(replica, inputs);
              } catch (RuntimeException | Error e) {
                failed(rank, what, e);
                throw e;
              }
              return replica;
            });
  }

  /** Remembers the first failure, not what follows from it, and lets nobody wait any longer. */
  private synchronized void failed(int rank, String what, Throwable cause) {
    if (firstFailure == null && !(cause instanceof BrokenLinksException)) {
      firstFailure = new Failure(rank, what, cause);
    }
    links.cut();
  }

  /** Runs something on a device's thread and waits for it. */
  <T> T on(int rank, String what, Work<T> work) {
    requireWhole();
    Replica replica = replicas.get(rank);
    Future<T> done = computing.get(rank).submit(() -> work.on(replica));
    latest.set(rank, done);
    return await(rank, what, done, SET_UP, System.nanoTime());
  }

  private void requireWhole() {
    Failure failure = firstFailure;
    if (failure != null) {
      throw failure(failure);
    }
  }

  private <T> T await(int rank, String what, Future<T> future, Duration limit, long begun) {
    long nanos = TimeUnit.NANOSECONDS.convert(limit) - (System.nanoTime() - begun);
    try {
      return future.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(rank, what, e);
    } catch (TimeoutException e) {
      requireWhole();
      throw late(rank, what, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return awaitInterrupted(rank, what, future);
    }
  }

  /** A step that is left half done leaves no state to save, so it has some time to end in. */
  private <T> T awaitInterrupted(int rank, String what, Future<T> future) {
    try {
      return Uninterruptibles.getUninterruptibly(future, FAREWELL);
    } catch (ExecutionException e) {
      throw failure(rank, what, e);
    } catch (TimeoutException e) {
      failed(rank, what, new BrokenLinksException());
      throw new TrainingException(
          "the run was interrupted while device " + rank + " was " + what, e);
    }
  }

  private TrainingException failure(int rank, String what, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    failed(rank, what, cause);
    Failure first = firstFailure;
    return failure(first == null ? new Failure(rank, what, cause) : first);
  }

  private TrainingException failure(Failure failure) {
    return new TrainingException(
        "device "
            + failure.device()
            + " of "
            + links.devices()
            + " failed while "
            + failure.what()
            + ": "
            + failure.cause()
            + (failure.cause() instanceof OutOfMemoryError
                ? "; start Java with a larger -Xmx, or halve the batch size and use accumulate(2)"
                : ""),
        failure.cause());
  }

  /** Names the devices that the others wait for. */
  private TrainingException late(int rank, String what, Duration limit) {
    List<Integer> stuck = new ArrayList<>();
    for (int other = 0; other < replicas.size(); other++) {
      if (!links.isWaiting(other) && replicas.get(other).busy()) {
        stuck.add(other);
      }
    }
    int culprit = stuck.isEmpty() ? rank : stuck.getFirst();
    TrainingException late =
        new TrainingException(
            "device "
                + (stuck.size() > 1 ? stuck.toString() : Integer.toString(culprit))
                + " of "
                + links.devices()
                + " does not answer: it has been "
                + what
                + " for more than "
                + limit
                + " (for steps, see Devices.patience)");
    failed(culprit, what, late);
    return late;
  }

  /**
   * The tensors of all devices as those of one.
   *
   * @return a view, for checkpoints and evaluation
   */
  public NamedTensors tensors() {
    return tensors;
  }

  /**
   * Changes the speed of the links between steps.
   *
   * @param bytesPerSecond what a link carries; 0 for as fast as it goes
   */
  public void linkSpeed(double bytesPerSecond) {
    links.speed(bytesPerSecond);
  }

  /**
   * What a device has sent so far.
   *
   * @param device its number
   * @return bytes
   */
  public long sentBytes(int device) {
    return links.sentBytes(device);
  }

  /**
   * Ends the threads; each closes its device's backend before. A device that does not answer keeps
   * its memory.
   */
  @Override
  public void close() {
    links.cut();
    exchanging.forEach(ExecutorService::shutdownNow);
    for (int rank = 0; rank < computing.size(); rank++) {
      if (rank < latest.size()) {
        latest.get(rank).cancel(true);
      }
      int device = rank;
      computing.get(rank).execute(() -> closeBackend(device));
      computing.get(rank).shutdown();
    }
    for (int rank = 0; rank < computing.size(); rank++) {
      if (!Uninterruptibles.awaitTerminationUninterruptibly(computing.get(rank), FAREWELL)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "device " + rank + " still computes after its run has ended; it keeps its memory");
      }
    }
  }

  private void closeBackend(int device) {
    Backend backend = backends.remove(device);
    if (backend != null) {
      backend.close();
    }
  }
}
