package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.observe.RunFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A line as it is typed, run in this process, and what came of it. */
record Typed(int exit, String out, String err) {
  /** Runs a line; words are parted by spaces. */
  static Typed line(Path runs, String line, Object... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    Arrays.stream(more).map(Object::toString).forEach(words::add);
    return run(runs, Map.of(), false, words.toArray(String[]::new));
  }

  static Typed run(
      Path runs, Map<String, String> environment, boolean terminal, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            terminal,
            RunFolders.in(runs));
    int exit = new Cli(shell).run(arguments);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Makes sure that the process would have ended so. */
  Typed ended(int expected) {
    assertEquals(expected, exit, this::toString);
    return this;
  }

  /** What was printed, which is one object. */
  Json.Obj json() {
    assertEquals(1, out.lines().count(), out);
    return objects().getFirst();
  }

  /** What was printed, an object a line. */
  List<Json.Obj> objects() {
    return out.lines().map(JsonReader::read).map(Json.Obj.class::cast).toList();
  }
}
