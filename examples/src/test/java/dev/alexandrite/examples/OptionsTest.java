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

    assertEquals(7, options.integer("epochs", 1));
    assertEquals(0.5, options.number("rate", 1));
    assertEquals(Optional.of(Path.of("a/b")), options.path("data"));
    assertEquals(-3, options.integer("seed", 1));
    assertTrue(options.flag("resume"));
    options.refuseUnknown();
  }

  @Test
  void fallsBackWhereAnOptionIsMissing() {
    Options options = Options.parse();

    assertEquals(12, options.integer("epochs", 12));
    assertEquals("auto", options.text("backend", "auto"));
    assertEquals(Optional.empty(), options.path("data"));
    assertFalse(options.flag("resume"));
  }

  @Test
  void unknownOptionIsNamedWithTheKnownOnes() {
    Options options = Options.parse("--epoch", "7");
    options.integer("epochs", 1);

    assertMessage("unknown option --epoch, expected some of [epochs]", options::refuseUnknown);
  }

  @Test
  void unusableValuesAreNamed() {
    assertMessage(
        "--epochs needs a whole number, found 'many'",
        () -> Options.parse("--epochs", "many").integer("epochs", 1));
    assertMessage(
        "--rate needs a number, found 'x'", () -> Options.parse("--rate", "x").number("rate", 1));
    assertMessage("--data needs a value", () -> Options.parse("--data").path("data"));
    assertMessage(
        "--resume takes no value, found 'yes'",
        () -> Options.parse("--resume", "yes").flag("resume"));
    assertMessage("expected --option, found 'epochs'", () -> Options.parse("epochs", "7"));
    assertMessage(
        "--epochs is given twice; keep one", () -> Options.parse("--epochs", "1", "--epochs", "2"));
  }

  @Test
  void choiceListsWhatThereIs() {
    Options options = Options.parse("--preset", "huge");

    assertMessage(
        "--preset huge is unknown, expected one of [tiny]",
        () -> options.choice("preset", "tiny", Map.of("tiny", 1)));
    assertEquals(1, Options.parse().choice("preset", "tiny", Map.of("tiny", 1)));
  }

  private static void assertMessage(String expected, Runnable call) {
    assertEquals(expected, assertThrows(OptionException.class, call::run).getMessage());
  }
}
