package dev.alexandrite.observe.runs;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file that a run left behind, {@code metrics.jsonl}: a JSON object a line, of which
 * {@code {"event":"step",...}} and {@code {"event":"epoch",...}} are drawn. Other events and
 * members are passed over, and so are lines that are no such object, such as the last one of a run
 * that was killed.
 */
public final class MetricsFile {
  /** The file's name in the folder of a run. */
  public static final String NAME = "metrics.jsonl";

  /** No event is as long. */
  private static final int LONGEST_LINE = 1 << 16;

  private MetricsFile() {}

  /**
   * Reads a file line by line; a long one takes no more memory than a short one.
   *
   * @param file the file
   * @return what it says
   * @throws IOException if it cannot be read
   */
  public static RunCurves read(Path file) throws IOException {
    RunRecorder recorder = new RunRecorder();
    // Not Files.newBufferedReader, which refuses a file for one torn character.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int next = lines.read(); next >= 0; next = lines.read()) {
        if (next == '\n') {
          take(line, recorder);
          line.setLength(0);
        } else if (line.length() <= LONGEST_LINE) {
          line.append((char) next);
        }
      }
      take(line, recorder);
    }
    return recorder.curves();
  }

  private static void take(StringBuilder line, RunRecorder recorder) {
    if (line.isEmpty() || line.length() > LONGEST_LINE) {
      return;
    }
    try {
      if (JsonReader.read(line.toString()) instanceof Json.Obj event) {
        take(event, recorder);
      }
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      // Torn or of another writer; the lines before and after it count.
    }
  }

  private static void take(Json.Obj event, RunRecorder recorder) {
    switch (text(event)) {
      case "step" ->
          recorder.step(
              event.integer("step"),
              number(event, "loss"),
              number(event, "learningRate"),
              number(event, "imagesPerSecond"),
              number(event, "waitShare"));
      case "epoch" ->
          recorder.epoch(
              new EpochPoint(
                  Math.toIntExact(event.integer("epoch")),
                  event.integer("step"),
                  number(event, "trainLoss"),
                  number(event, "validationLoss"),
                  number(event, "top1"),
                  number(event, "top5"),
                  number(event, "learningRate"),
                  number(event, "imagesPerSecond"),
                  number(event, "waitShare")));
      default -> {}
    }
  }

  private static String text(Json.Obj event) {
    @Nullable Json kind = event.members().get("event");
    return kind instanceof Json.Str text ? text.value() : "";
  }

  /** A number; NaN where there is none, or null, for what JSON has no form. */
  private static double number(Json.Obj event, String name) {
    return event.members().get(name) instanceof Json.Num number
        ? Double.parseDouble(number.text())
        : Double.NaN;
  }
}
