package dev.alexandrite.observe;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's other end can do.
 *
 * @param rewrites whether a carriage return leads back to the beginning of the line
 * @param width columns, of which the last stays free: some terminals begin a new line behind it
 * @param blocks whether block characters can be written
 */
record Terminal(boolean rewrites, int width, boolean blocks) {
  private static final int WIDTH = 80;
  private static final int LEAST_WIDTH = 20;
  private static final Duration REWRITTEN = Duration.ofMillis(100);
  private static final Duration STAYING = Duration.ofSeconds(10);

  static Terminal of(PrintStream out, Map<String, String> environment) {
    boolean isTerminal = Stream.ofNullable(System.console()).anyMatch(Console::isTerminal);
    return of(out.charset(), isTerminal, environment);
  }

  static Terminal of(Charset charset, boolean isTerminal, Map<String, String> environment) {
    boolean rewrites =
        isTerminal
            && !"dumb".equals(environment.get("TERM"))
            && environment.getOrDefault("CI", "").isEmpty();
    return new Terminal(rewrites, width(environment.get("COLUMNS")), hasBlocks(charset));
  }

  static Terminal none(PrintStream out) {
    return new Terminal(false, WIDTH, hasBlocks(out.charset()));
  }

  private static boolean hasBlocks(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode("█▏…");
  }

  private static int width(@Nullable String columns) {
    return columns != null && columns.matches("[1-9]\\d{0,4}")
        ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
        : WIDTH;
  }

  /** How often steps are shown if nobody says otherwise. */
  Duration interval() {
    return rewrites ? REWRITTEN : STAYING;
  }
}
