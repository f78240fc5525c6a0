package dev.alexandrite.observe;

import dev.alexandrite.SafeText;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.observe.file.Pace;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how a run goes: in one line that rewrites itself the epoch, the step within
 * it, the loss, the top-1 of the last epoch, images a second, the share of time spent waiting for
 * data and the time left; above it a line for every finished epoch and every warning, which stay.
 * Where there is no terminal, lines of steps stay, too, and come every ten seconds.
 *
 * <p>The line is rewritten by a carriage return and spaces alone, at most ten times a second, and
 * the cursor waits at its beginning, so that what others print meanwhile begins in the first
 * column. The time left is that of all epochs, at the pace of this process so far.
 */
public final class ProgressBar implements TrainingListener {
  /** Of so many classes or fewer, every label is among the first five. */
  private static final int TOP = 5;

  private final PrintStream out;
  private final Terminal terminal;
  private final LongSupplier clock;
  private final Duration interval;

  private Pace pace;
  private Pacemaker pacemaker = new Pacemaker(0);
  private Optional<Double> top1 = Optional.empty();
  private int epochs;
  private boolean validates;
  private boolean ranks;

  /** The line on the terminal that rewrites itself; empty if there is none. */
  private String shown = "";

  /** With a terminal and a clock of the test's. */
  ProgressBar(PrintStream out, Terminal terminal, LongSupplier clock, Duration interval) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.interval = interval;
    this.pace = new Pace(interval, clock);
  }

  /**
   * Shows a line that rewrites itself where the process has a terminal for input and output, {@code
   * TERM} is not {@code dumb} and {@code CI} is not set; else lines, as {@link #lines}. The line is
   * cut to the width of {@code COLUMNS} if it is set, and of 80 otherwise, and drawn in block
   * characters if the stream's charset has them.
   *
   * @param out the stream to the terminal, such as {@code System.out}; for a file see {@link
   *     #lines}
   * @return the listener, for one run at a time
   */
  public static ProgressBar on(PrintStream out) {
    return of(out, Terminal.of(out, System.getenv()));
  }

  /**
   * Shows lines that stay.
   *
   * @param out where they go
   * @return the listener, for one run at a time
   */
  public static ProgressBar lines(PrintStream out) {
    return of(out, Terminal.none(out));
  }

  private static ProgressBar of(PrintStream out, Terminal terminal) {
    return new ProgressBar(out, terminal, System::nanoTime, terminal.interval());
  }

  /**
   * Shows steps more or less often.
   *
   * @param least the least time between two; a tenth of a second by default where the line rewrites
   *     itself, and ten seconds where lines stay
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public ProgressBar interval(Duration least) {
    return new ProgressBar(out, terminal, clock, Pace.checked(least));
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    epochs = run.config().epochs();
    validates = run.config().validation() != null;
    ranks = run.config().model().network().classes() > TOP;
    top1 = Optional.empty();
    pace = new Pace(interval, clock);
    pacemaker = new Pacemaker(epochs);
    stay(memory.toString());
    run.resumedFrom()
        .ifPresent(
            checkpoint -> {
              top1 = last(EpochReport.history(checkpoint));
              stay("goes on from " + SafeText.of(checkpoint));
            });
  }

  private static Optional<Double> last(List<EpochReport> history) {
    return history.isEmpty() ? Optional.empty() : top1(history.getLast());
  }

  private static Optional<Double> top1(EpochReport report) {
    return report.validation().filter(EvaluationReport::ranked).map(EvaluationReport::top1);
  }

  @Override
  public void onStep(StepReport step) {
    long now = clock.getAsLong();
    boolean last = step.batch() + 1 == step.batchesPerEpoch();
    pacemaker.stepped(step, now);
    if (last && terminal.rewrites()) {
      // The log tells of an epoch before this listener does, and hides no more than a short line.
      draw(epoch(step.epoch()) + (validates ? " validating" : " ends"));
    } else if (!last && pace.isDue()) {
      ProgressLine line =
          new ProgressLine(epoch(step.epoch()), step, top1, pacemaker.left(step, now));
      if (terminal.rewrites()) {
        draw(line.fitted(terminal));
      } else {
        stay(line.text());
      }
    }
  }

  private String epoch(int epoch) {
    return "epoch " + (epoch + 1) + "/" + epochs;
  }

  @Override
  public void onEpoch(EpochReport report) {
    top1 = top1(report);
    stay(
        epoch(report.epoch())
            + format(" loss %.4f", report.trainLoss())
            + report.validation().map(this::scores).orElse("")
            + format(" %.0f img/s", report.imagesPerSecond()));
    pace.restart();
  }

  private String scores(EvaluationReport report) {
    if (!report.ranked()) {
      StringBuilder text = new StringBuilder(format(" val loss %.4f", report.loss()));
      new TreeMap<>(report.metrics())
          .forEach((name, value) -> text.append(format(" %s %.4f", name, value)));
      return text.toString();
    }
    return format(" val loss %.4f top1 %.4f", report.loss(), report.top1())
        + (ranks ? format(" top5 %.4f", report.top5()) : "");
  }

  @Override
  public void onWarning(String message) {
    String before = shown;
    stay("warning: " + SafeText.message(message));
    if (!before.isEmpty()) {
      draw(before);
    }
  }

  /** Says where a run that was ended is saved. */
  @Override
  public void onEnd(EndReport end) {
    if (end.reason() == StopReason.COMPLETED) {
      erase();
    } else {
      stay("ended: " + end.reason() + " after step " + end.step() + saved(end));
    }
  }

  private static String saved(EndReport end) {
    String resume = end.reason() == StopReason.EARLY_STOP ? "" : ", from where the run can go on";
    return end.unsaved()
        .map(why -> ", not saved: " + SafeText.message(String.valueOf(why.getMessage())))
        .or(() -> end.checkpoint().map(path -> ", saved as " + SafeText.of(path) + resume))
        .orElse("");
  }

  /** Leaves a clean line for what the application says of the failure. */
  @Override
  public void onFailure(Throwable failure) {
    erase();
  }

  /** A line that stays, above the one that rewrites itself; in one piece, so that it is whole. */
  private void stay(String line) {
    out.print(blank() + line + System.lineSeparator());
    out.flush();
    shown = "";
  }

  private void draw(String line) {
    out.print(blank() + line + "\r");
    out.flush();
    shown = line;
  }

  private void erase() {
    out.print(blank());
    out.flush();
    shown = "";
  }

  /** Takes the line off the terminal; the cursor is left at its beginning. */
  private String blank() {
    return shown.isEmpty() ? "" : "\r" + " ".repeat(shown.length()) + "\r";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
