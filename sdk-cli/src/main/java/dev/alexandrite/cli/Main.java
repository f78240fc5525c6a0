package dev.alexandrite.cli;

import dev.alexandrite.observe.RunFolders;
import java.io.Console;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The command line as a program; {@code alexandrite --help} says what there is. */
public final class Main {
  private Main() {}

  /**
   * Runs a command and ends the process: with 0 if all went well, 1 if the work failed, 2 if the
   * options are wrong, 130 if it was interrupted.
   *
   * @param arguments the command and its options
   */
  public static void main(String... arguments) {
    boolean terminal = Stream.ofNullable(System.console()).anyMatch(Console::isTerminal);
    Shell shell =
        new Shell(
            System.out,
            System.err,
            System.getenv(),
            terminal,
            RunFolders.in(Path.of("runs/train")));
    System.exit(shell.delivered(new Cli(shell).run(arguments)));
  }
}
