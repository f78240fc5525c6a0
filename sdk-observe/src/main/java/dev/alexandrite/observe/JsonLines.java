package dev.alexandrite.observe;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.file.AppendFile;
import dev.alexandrite.observe.file.Pace;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.TrainingListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a run in a file of one JSON object a line, such as {@code metrics.jsonl}: {@code
 * {"event":"start"|"step"|"epoch"|"checkpoint"|"warning"|"end"|"failure", ...}}. Members are called
 * as in {@link StepReport} and {@link EpochReport}; of validation there are {@code validationLoss},
 * {@code top1}, {@code top5} and the object {@code metrics}. Every line has {@code time}, ISO 8601
 * in UTC, and {@code step}, the optimiser steps taken. Steps are written at most once a second. A
 * number that JSON has no form for, such as NaN, is null.
 *
 * <p>A line is written in one piece, there at once for readers, and on the device at the end of
 * every epoch. If the disk is full, the run goes on, with one warning in the log.
 *
 * <p>A resumed run goes on in the same file: lines beyond the step that it goes on from are cut
 * off, and so is a last line that a kill tore; an epoch that was saved before its line was written
 * is written now, without its speed. A file that is no record of the run is refused, and so is any
 * file if the run is not a resumed one.
 */
public final class JsonLines implements TrainingListener {
  private static final System.Logger LOG = System.getLogger(JsonLines.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Path path;
  private final Duration interval;

  /** Warnings that came before the start. */
  private final List<String> early = new ArrayList<>();

  private @Nullable AppendFile file;
  private Pace pace;
  private long step;

  private JsonLines(Path path, Duration interval) {
    this.path = path;
    this.interval = interval;
    this.pace = new Pace(interval);
  }

  /**
   * Records in a file.
   *
   * @param path the file; folders are made
   * @return the listener, for one run at a time
   */
  public static JsonLines to(Path path) {
    return new JsonLines(path, SECOND);
  }

  /**
   * Writes steps more or less often.
   *
   * @param least the least time between two lines of steps; zero writes every step
   * @return a changed copy
   * @throws IllegalArgumentException if it is negative
   */
  public JsonLines interval(Duration least) {
    return new JsonLines(path, Pace.checked(least));
  }

  /**
   * Begins the record.
   *
   * @throws dev.alexandrite.TrainingException if the file cannot be written, or is not of this run
   */
  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    Resumption resumption = Resumption.of(run);
    RunIdentity identity = RunIdentity.of(run.config());
    boolean there = Files.exists(path);
    KeptLines kept = there ? KeptLines.of(path, resumption, identity) : KeptLines.none(resumption);
    file = AppendFile.open(path, kept.bytes());
    if (kept.cut() > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          path.getFileName()
              + ": "
              + kept.cut()
              + " bytes after step "
              + resumption.step()
              + " are cut off, since the run goes on from there");
    }
    pace = new Pace(interval);
    step = resumption.step();
    write(RunEvents.start(run, memory, identity));
    kept.missingEpochs().forEach(epoch -> write(RunEvents.epoch(epoch, true)));
    early.forEach(message -> write(RunEvents.warning(step, message)));
    early.clear();
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
    if (file != null) {
      file.sync();
    }
  }

  @Override
  public void onCheckpoint(Path checkpoint) {
    write(RunEvents.checkpoint(step, checkpoint));
  }

  @Override
  public void onWarning(String message) {
    if (file == null) {
      early.add(message);
    } else {
      write(RunEvents.warning(step, message));
    }
  }

  @Override
  public void onEnd(EndReport report) {
    write(RunEvents.end(report));
    close();
  }

  /** A run that failed before its start leaves no line. */
  @Override
  public void onFailure(Throwable failure) {
    write(RunEvents.failure(step, failure));
    close();
  }

  private void write(Json.Obj event) {
    if (file != null) {
      file.append((JsonWriter.write(event) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void close() {
    early.clear();
    if (file != null) {
      file.sync();
      file.close();
      file = null;
    }
  }
}
