package dev.alexandrite.observe.page;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.observe.runs.MetricsFile;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A live page of training runs: curves of loss, top-1 and top-5, learning rate, throughput and time
 * spent waiting for data, predictions for a few validation images, the filters of the first layer
 * as they form, the confusion matrix, memory, and buttons that save a checkpoint or stop the run.
 *
 * <pre>{@code
 * try (Dashboard page = Dashboard.on(0)) {
 *   System.out.println(page.address());
 *   trainer.listener(page).fit();
 * }
 * }</pre>
 *
 * <p>The page is served to this machine alone, and to whoever has the token in its {@link
 * #address()}, which is logged as well; through an SSH tunnel it is seen from elsewhere. It loads
 * nothing from the network.
 *
 * <p>A step costs the same few instructions however long the run is; its numbers are kept each 250
 * ms, in memory that does not grow. Filters and predictions are taken at the ends of epochs, on the
 * training thread, and not if they would take more than a fiftieth of its time since the last ones;
 * at the start and the end they always are. What fails here is logged, and the run goes on.
 *
 * <p>One page shows several runs: those that it listens to one after the other, {@linkplain
 * #listenerFor others at the same time}, and {@linkplain #earlierRuns earlier ones}; at most
 * twelve, the last ones. Its threads keep no process alive. When no run is in progress any more, it
 * is served for the time of {@link #linger} and then closed.
 */
public final class Dashboard implements TrainingListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());
  private static final Duration LINGER = Duration.ofMinutes(10);

  private final PageServer server;
  private final Gate gate;
  private final Board board = new Board(this::allOver);
  private final ScheduledExecutorService timer;
  private final TrainingListener first;
  private Duration linger = LINGER;
  private @Nullable ScheduledFuture<?> end;
  private boolean closed;

  private Dashboard(PageServer server) {
    this.server = server;
    this.gate = new Gate(server.port());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("dashboard-timer").factory());
    this.first = run(null);
  }

  /**
   * Serves a page, from now on.
   *
   * @param port where, or 0 for any port that is free
   * @return the page, closed by the caller
   * @throws AlexandriteException if the port is in use or may not be taken
   * @throws IllegalArgumentException if there is no such port
   */
  public static Dashboard on(int port) {
    Dashboard dashboard = new Dashboard(PageServer.bind(port));
    dashboard.server.start(new PageHandler(dashboard.gate, dashboard.board), dashboard.timer);
    LOG.log(System.Logger.Level.INFO, "the page of the run: " + dashboard.address());
    return dashboard;
  }

  /**
   * Where the page is.
   *
   * @return its address with the token, as a browser takes it
   */
  public URI address() {
    return URI.create("http://" + server.host() + "/?token=" + gate.token());
  }

  /**
   * For how many validation images predictions are shown, of runs that start later.
   *
   * @param count 0 for none; 6 unless this says otherwise
   * @return this
   * @throws IllegalArgumentException if it is negative or more than 100
   */
  public Dashboard samples(int count) {
    if (count < 0 || count > 100) {
      throw new IllegalArgumentException(count + " samples: expected 0 to 100");
    }
    board.samples(count);
    return this;
  }

  /**
   * How long the page is served when no run is in progress any more.
   *
   * @param time 10 minutes unless this says otherwise; zero closes it with the last run
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized Dashboard linger(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a page cannot linger for " + time);
    }
    linger = time;
    return this;
  }

  /**
   * Shows earlier runs beside those to come: their files {@code metrics.jsonl} are read now.
   *
   * @param folder the folder of one run, or one with such folders in it
   * @return this
   * @throws AlexandriteException if there is no such file, or one cannot be read
   */
  public Dashboard earlierRuns(Path folder) {
    try {
      List<Path> runs = runs(folder.toAbsolutePath().normalize());
      if (runs.isEmpty()) {
        throw new AlexandriteException(
            folder
                + " has no "
                + MetricsFile.NAME
                + ", neither itself nor in its folders; give the folder of a run that wrote one");
      }
      for (Path run : runs) {
        board.addEarlier(
            String.valueOf(run.getFileName()), MetricsFile.read(run.resolve(MetricsFile.NAME)));
      }
    } catch (IOException e) {
      throw new AlexandriteException("earlier runs in " + folder + " cannot be read: " + e, e);
    }
    return this;
  }

  /** The last ones by name, so that a folder of a thousand runs is not read to the end. */
  private static List<Path> runs(Path folder) throws IOException {
    if (isRun(folder)) {
      return List.of(folder);
    }
    try (Stream<Path> folders = Files.list(folder)) {
      List<Path> all = folders.filter(Dashboard::isRun).sorted().toList();
      return all.subList(Math.max(0, all.size() - Board.MOST_RUNS + 1), all.size());
    }
  }

  private static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(MetricsFile.NAME));
  }

  /**
   * A listener for a further run, so that several at the same time share the page. The dashboard
   * itself listens to one after the other, which are called by the folder of their checkpoints, or
   * run 1, run 2 and so on.
   *
   * @param name what to call the run
   * @return the listener
   */
  public TrainingListener listenerFor(String name) {
    return run(name);
  }

  private TrainingListener run(@Nullable String name) {
    return new RunListener(board, name);
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    first.onStart(run, memory);
  }

  @Override
  public void onStep(StepReport report) {
    first.onStep(report);
  }

  @Override
  public void onEpoch(EpochReport report) {
    first.onEpoch(report);
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    first.onCheckpoint(checkpoint);
  }

  @Override
  public void onWarning(String message) {
    first.onWarning(message);
  }

  @Override
  public void onEnd(EndReport report) {
    first.onEnd(report);
  }

  @Override
  public void onFailure(Throwable failure) {
    first.onFailure(failure);
  }

  private synchronized void allOver() {
    if (!closed) {
      if (end != null) {
        end.cancel(false);
      }
      end = timer.schedule(this::closeUnlessRunning, linger.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void closeUnlessRunning() {
    if (board.liveRuns().stream().allMatch(LiveRun::isOver)) {
      close();
    }
  }

  /** Ends the page at once; a run in progress goes on without it. Closing twice is fine. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.stop();
      timer.shutdownNow();
    }
  }

  /** Where it is, without the token. */
  @Override
  public String toString() {
    return "Dashboard[http://" + server.host() + "]";
  }
}
