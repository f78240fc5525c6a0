package dev.alexandrite.observe.tune;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Brief;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.file.AppendFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The file of a search: a line that says which search it is, then a line for each finished trial.
 * Each is written in one piece; what a kill tore of the last one is cut off.
 */
final class TrialTable implements AutoCloseable {
  static final String FILE = "trials.jsonl";

  private static final Json NONE = new Json.Null();

  private final Path path;
  private final IntFunction<Trial> trials;
  private final boolean higherIsBetter;
  private final FileChannel lock;
  private final Map<Integer, TrialResult> results = new TreeMap<>();
  private final AppendFile file;

  private TrialTable(
      Path path,
      Json.Obj header,
      IntFunction<Trial> trials,
      boolean higherIsBetter,
      FileChannel lock)
      throws IOException {
    this.path = path;
    this.trials = trials;
    this.higherIsBetter = higherIsBetter;
    this.lock = lock;
    long kept = read(JsonWriter.write(header));
    this.file = AppendFile.open(path, kept);
    if (kept == 0) {
      write(header);
    }
  }

  /**
   * Opens the table of a search, or begins it.
   *
   * @param folder the search's
   * @param header what has to be the same for the search to go on
   * @param trials by number
   * @param higherIsBetter which values are better
   */
  static TrialTable open(
      Path folder, Json.Obj header, IntFunction<Trial> trials, boolean higherIsBetter) {
    Path path = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      FileChannel lock = lock(folder);
      boolean made = false;
      try {
        TrialTable table = new TrialTable(path, header, trials, higherIsBetter, lock);
        made = true;
        return table;
      } finally {
        if (!made) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw new TrainingException(
          "the table " + path + " of a search cannot be read or written: " + e, e);
    }
  }

  /** Two searches in one folder would train the same trials. The lock ends with the process. */
  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another search of this process; said below.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new TrainingException(
          "another search is running in " + folder + "; wait for it, or name another folder");
    }
    return channel;
  }

  /** Takes what is there; the bytes of the whole lines. */
  private long read(String header) throws IOException {
    if (!Files.exists(path)) {
      return 0;
    }
    byte[] bytes = Files.readAllBytes(path);
    int end = wholeLines(bytes);
    List<String> lines = new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      String torn = new String(bytes, StandardCharsets.UTF_8);
      if (!header.startsWith(torn)) {
        throw other(1, Brief.of(torn), header);
      }
      return 0;
    }
    if (!lines.getFirst().equals(header)) {
      throw other(1, Brief.of(lines.getFirst()), header);
    }
    for (int i = 1; i < lines.size(); i++) {
      TrialResult result = result(i + 1, lines.get(i));
      results.put(result.trial().number(), result);
    }
    return end;
  }

  /** The bytes up to the last line break; what is behind it was torn. */
  private static int wholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private TrialResult result(int line, String text) {
    try {
      if (!(JsonReader.read(text) instanceof Json.Obj row)) {
        throw new JsonException("not an object");
      }
      long number = row.integer("trial");
      if (number < 0) {
        throw new JsonException("trials count from 0, found " + number);
      }
      Trial trial = trials.apply(Math.toIntExact(number));
      String settings = JsonWriter.write(row.get("settings"));
      if (!settings.equals(JsonWriter.write(trial.json()))) {
        throw other(line, settings, JsonWriter.write(trial.json()));
      }
      TrialResult.State state = TrialResult.State.valueOf(row.string("state"));
      List<Double> values = new ArrayList<>();
      for (Json value : row.list("values")) {
        values.add(value instanceof Json.Null ? Double.NaN : Json.toDouble(value, "a value"));
      }
      return TrialResult.of(trial, state, values, higherIsBetter);
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw new TrainingException(
          path
              + ", line "
              + line
              + " is no trial: "
              + e.getMessage()
              + "; remove the line, whose trial is then trained again",
          e);
    }
  }

  private TrainingException other(int line, String found, String expected) {
    return new TrainingException(
        path
            + " is of another search: line "
            + line
            + " has "
            + found
            + ", expected "
            + Brief.of(expected)
            + "; name another folder, or search as before");
  }

  boolean has(int number) {
    return results.containsKey(number);
  }

  /** The results of the trials before one. */
  List<TrialResult> before(int number) {
    return results.values().stream().filter(result -> result.trial().number() < number).toList();
  }

  List<TrialResult> results() {
    return List.copyOf(results.values());
  }

  void add(TrialResult result) {
    results.put(result.trial().number(), result);
    List<Json> values = new ArrayList<>();
    result.values().forEach(value -> values.add(number(value)));
    write(
        new JsonObject()
            .put("trial", result.trial().number())
            .put("settings", result.trial().json())
            .put("state", result.state().name())
            .put("best", result.best().isPresent() ? number(result.best().getAsDouble()) : NONE)
            .put("values", new Json.Arr(values))
            .build());
  }

  private static Json number(double value) {
    return Double.isNaN(value) ? NONE : Json.of(value);
  }

  private void write(Json.Obj line) {
    file.append((JsonWriter.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
    file.sync();
  }

  @Override
  public void close() {
    file.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new TrainingException("the lock of " + path + " could not be given back: " + e, e);
    }
  }
}
