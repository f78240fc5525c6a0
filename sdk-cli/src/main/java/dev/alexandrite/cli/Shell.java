package dev.alexandrite.cli;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonWriter;
import dev.alexandrite.observe.RunFolders;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param environment the variables of the process
 * @param terminal whether somebody reads along
 * @param runs where trainings go that nobody has named a folder for
 */
record Shell(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    RunFolders runs) {
  /** Whether text may be coloured, see no-color.org. */
  boolean colors() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /**
   * The exit code of a command whose results may not have arrived, on a full disk or at a program
   * that no longer reads: a stream that is printed to keeps that to itself.
   */
  int delivered(int exit) {
    if (!out.checkError() || exit != Exit.OK) {
      return exit;
    }
    err.println(
        "alexandrite: not all results could be written to standard output; look whether its disk is"
            + " full, or who reads it has ended");
    return Exit.FAILED;
  }

  /** One object on a line of its own, in UTF-8 whatever the terminal's charset is. */
  void json(Json.Obj object) {
    byte[] line = (JsonWriter.write(object) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
    out.flush();
  }
}
