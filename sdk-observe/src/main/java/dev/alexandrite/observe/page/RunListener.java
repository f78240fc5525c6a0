package dev.alexandrite.observe.page;

import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the page what a run says. What fails here is logged and shown, and the run goes on: nobody
 * loses a training to a picture of it.
 */
final class RunListener implements TrainingListener {
  private static final System.Logger LOG = System.getLogger(Dashboard.class.getName());

  private final Board board;
  private final @Nullable String name;
  private volatile @Nullable LiveRun run;

  /** Whose run was refused, which it will be told of as a failure. */
  private volatile @Nullable Thread refused;

  private int finishedEpochs;
  private boolean picturesFailed;

  RunListener(Board board, @Nullable String name) {
    this.board = board;
    this.name = name;
  }

  @Override
  public void onStart(RunControl control, MemoryReport memory) {
    if (run != null) {
      refused = Thread.currentThread();
      throw new IllegalStateException(
          "two runs at the same time tell one listener of the dashboard; give the second one"
              + " dashboard.listenerFor(name)");
    }
    safely(
        () -> {
          LiveRun live = board.begin(name, control.config());
          run = live;
          picturesFailed = false;
          List<EpochReport> before = before(control);
          finishedEpochs = before.size();
          live.start(control, memory, before);
        });
    pictures(true);
  }

  /** The curves begin where the run did; if that cannot be read, where it goes on. */
  private List<EpochReport> before(RunControl control) {
    try {
      return control.resumedFrom().map(EpochReport::history).orElse(List.of());
    } catch (RuntimeException e) {
      failed(e);
      return List.of();
    }
  }

  @Override
  public void onStep(StepReport report) {
    LiveRun live = run;
    if (live != null) {
      try {
        live.step(report);
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    finishedEpochs = report.epoch() + 1;
    with(live -> live.epoch(report));
    pictures(false);
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    with(live -> live.checkpoint(checkpoint));
  }

  @Override
  public void onWarning(String message) {
    with(live -> live.warning(message));
  }

  @Override
  public void onEnd(EndReport report) {
    pictures(true);
    with(live -> live.end(report));
    over();
  }

  @Override
  public void onFailure(Throwable failure) {
    if (Thread.currentThread().equals(refused)) {
      refused = null;
      return;
    }
    with(live -> live.failure(failure));
    over();
  }

  private void over() {
    run = null;
    safely(board::runOver);
  }

  private void pictures(boolean whateverTheyCost) {
    LiveRun live = run;
    if (live == null || picturesFailed) {
      return;
    }
    try {
      live.takePictures(finishedEpochs, whateverTheyCost);
    } catch (RuntimeException | LinkageError e) { // a runtime without java.desktop's libraries
      picturesFailed = true;
      failed(e);
    }
  }

  /** Something that may be done with the run. */
  private interface Telling {
    void tell(LiveRun live);
  }

  private void with(Telling telling) {
    LiveRun live = run;
    if (live != null) {
      safely(() -> telling.tell(live));
    }
  }

  private void safely(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void failed(Throwable failure) {
    LOG.log(System.Logger.Level.WARNING, "the page of the run failed; the run goes on", failure);
    LiveRun live = run;
    if (live != null) {
      live.say("the page failed, the run goes on: " + failure);
    }
  }
}
