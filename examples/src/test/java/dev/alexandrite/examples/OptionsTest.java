package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  @Test
  void readsValuesOfEveryKind() {
    Options options =
        Options.parse(
            "--epochs", "7", "--rate", "0.5", "--data", "a/b", "--seed", "-3", "--resume");

    assertEquals(7, options.integer("epochs", 1, "meaning"));
    assertEquals(0.5, options.number("rate", 1, "meaning"));
    assertEquals(Optional.of(Path.of("a/b")), options.path("data", "meaning"));
    assertEquals(-3, options.integer("seed", 1, "meaning"));
    assertTrue(options.flag("resume", "meaning"));
    options.complete();
  }

  @Test
  void fallsBackWhereAnOptionIsMissing() {
    Options options = Options.parse();

    assertEquals(12, options.integer("epochs", 12, "meaning"));
    assertEquals("auto", options.text("backend", "auto", "meaning"));
    assertEquals(Optional.empty(), options.path("data", "meaning"));
    assertFalse(options.flag("resume", "meaning"));
  }

  @Test
  void unknownOptionIsNamedWithTheKnownOnes() {
    Options options = Options.parse("--epoch", "7");
    options.integer("epochs", 1, "meaning");

    assertMessage("unknown option --epoch, expected some of [epochs, help]", options::complete);
  }

  @Test
  void unusableValuesAreNamed() {
    assertMessage(
        "--epochs needs a whole number, found 'many'",
        () -> Options.parse("--epochs", "many").integer("epochs", 1, "meaning"));
    assertMessage(
        "--rate needs a number, found 'x'",
        () -> Options.parse("--rate", "x").number("rate", 1, "meaning"));
    assertMessage("--data needs a value", () -> Options.parse("--data").path("data", "meaning"));
    assertMessage(
        "--resume takes no value, found 'yes'",
        () -> Options.parse("--resume", "yes").flag("resume", "meaning"));
    assertMessage("expected --option, found 'epochs'", () -> Options.parse("epochs", "7"));
    assertMessage(
        "--epochs is given twice; keep one", () -> Options.parse("--epochs", "1", "--epochs", "2"));
  }

  @Test
  void choiceListsWhatThereIs() {
    Options options = Options.parse("--preset", "huge");

    assertMessage(
        "--preset huge is unknown, expected one of [tiny]",
        () -> options.choice("preset", "tiny", Map.of("tiny", 1), "meaning"));
    assertEquals(1, Options.parse().choice("preset", "tiny", Map.of("tiny", 1), "meaning"));
  }

  @Test
  void helpHasALineForEachOption() {
    Options options = Options.parse("--help", "--epochs", "7");
    options.integer("epochs", 12, "passes");
    options.path("data", "a folder");
    options.choice("preset", "tiny", Map.of("tiny", 1), "the network");
    options.flag("resume", "goes on");

    assertEquals(
        """
        --epochs N           passes (default 12)
        --data PATH          a folder
        --preset NAME        the network: tiny (default tiny)
        --resume             goes on
        --help               prints this and ends\
        """,
        assertThrows(HelpRequest.class, options::complete).getMessage());
  }

  private static void assertMessage(String expected, Runnable call) {
    assertEquals(expected, assertThrows(OptionException.class, call::run).getMessage());
  }
}
