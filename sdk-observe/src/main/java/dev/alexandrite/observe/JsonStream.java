package dev.alexandrite.observe;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.file.Pace;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Writes what happens in a run to a stream, for a program at its other end: the lines of {@link
 * JsonLines}, in UTF-8, each flushed when it is written. Steps come at most once a second. A
 * resumed run tells of what happens from there on alone.
 */
public final class JsonStream implements TrainingListener {
  private final PrintStream out;
  private final Duration interval;
  private Pace pace;
  private long step;

  private JsonStream(PrintStream out, Duration interval) {
    this.out = out;
    this.interval = interval;
    this.pace = new Pace(interval);
  }

  /**
   * Writes to a stream.
   *
   * @param out stays open
   * @return the listener, for one run at a time
   */
  public static JsonStream on(PrintStream out) {
    return new JsonStream(out, Duration.ofSeconds(1));
  }

  /**
   * Writes steps more or less often.
   *
   * @param least the least time between two lines of steps; zero writes every step
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public JsonStream interval(Duration least) {
    return new JsonStream(out, Pace.checked(least));
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    pace = new Pace(interval);
    step = run.step();
    write(RunEvents.start(run, memory, RunIdentity.of(run.config())));
  }

  @Override
  public void onStep(StepReport report) {
    step = report.step();
    if (pace.isDue()) {
      write(RunEvents.step(report));
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    write(RunEvents.epoch(report, false));
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    write(RunEvents.checkpoint(step, checkpoint));
  }

  @Override
  public void onWarning(String message) {
    write(RunEvents.warning(step, message));
  }

  @Override
  public void onEnd(EndReport report) {
    write(RunEvents.end(report));
  }

  @Override
  public void onFailure(Throwable failure) {
    write(RunEvents.failure(step, failure));
  }

  private void write(Json.Obj event) {
    byte[] line = (JsonWriter.write(event) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }
}
