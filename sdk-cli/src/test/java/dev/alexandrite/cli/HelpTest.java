package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class HelpTest {
  private static final Path NOWHERE = Path.of("target/no-runs");

  private static CommandLine root() {
    Shell shell =
        new Shell(
            System.out,
            System.err,
            Map.of(),
            false,
            dev.alexandrite.observe.RunFolders.in(NOWHERE));
    return new Cli(shell).commandLine();
  }

  static Stream<String> commands() {
    return root().getSubcommands().keySet().stream();
  }

  @Test
  void theCommandsAreTheDocumentedOnes() {
    assertEquals(
        List.of(
            "train",
            "evaluate",
            "classify",
            "explain",
            "convert",
            "devices",
            "summary",
            "find-lr",
            "look",
            "serve",
            "completion"),
        commands().toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsEightyColumnsAndHasExamples(String command) {
    Typed help = Typed.line(NOWHERE, command + " --help").ended(Exit.OK);

    help.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(help.out().contains("Examples:"), help.out());
    assertFalse(help.out().contains("${"), help.out());
    assertFalse(help.out().contains("\n\n\n"), help.out());
    assertEquals("", help.err());
  }

  /** Examples are parsed, not run. */
  @ParameterizedTest
  @MethodSource("commands")
  void everyExampleCanBeTyped(String command) {
    List<String> examples = examples(root().getSubcommands().get(command).getCommandSpec());
    assertFalse(examples.isEmpty());
    for (String example : examples) {
      String[] words = example.strip().split("\\s+");
      assertEquals("alexandrite", words[0]);
      root().parseArgs(Arrays.copyOfRange(words, 1, words.length));
    }
  }

  /** Lines that begin with the program's name, with those that go on behind a backslash. */
  private static List<String> examples(CommandSpec spec) {
    List<String> examples = new ArrayList<>();
    String before = "";
    for (String line : spec.usageMessage().footer()) {
      String joined = before + line;
      before = joined.endsWith("\\") ? joined.substring(0, joined.length() - 1) : "";
      if (before.isEmpty() && joined.startsWith("  alexandrite ")) {
        examples.add(joined.replaceFirst(" > .*", ""));
      }
    }
    return examples;
  }

  @Test
  void withoutACommandTheCommandsAreListed() {
    Typed nothing = Typed.run(NOWHERE, Map.of(), false).ended(Exit.USAGE);
    assertTrue(nothing.err().contains("Commands:"), nothing.err());
    Typed help = Typed.line(NOWHERE, "--help").ended(Exit.OK);
    assertEquals(help.out(), nothing.err());
    help.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(Typed.line(NOWHERE, "--version").ended(0).out().startsWith("Alexandrite "));
  }

  @Test
  void helpIsColouredOnATerminalUnlessNobodyWantsIt() {
    String escape = "\u001B[";
    assertTrue(help(true, Map.of()).contains(escape));
    assertFalse(help(true, Map.of("NO_COLOR", "1")).contains(escape));
    assertFalse(help(true, Map.of("TERM", "dumb")).contains(escape));
    assertFalse(help(false, Map.of()).contains(escape));
  }

  private static String help(boolean terminal, Map<String, String> environment) {
    return Typed.run(NOWHERE, environment, terminal, "train", "--help").out();
  }
}
