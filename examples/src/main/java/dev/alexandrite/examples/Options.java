package dev.alexandrite.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The command line as {@code --key value} pairs; a key without a value is a flag. Read every
 * option, each once and whatever the others say, then call {@link #complete()}, which knows by then
 * which ones exist.
 */
final class Options {
  private static final String FLAG = "";
  private static final String HELP = "help";

  private final Map<String, String> given = new LinkedHashMap<>();

  /** A line of help for each option, by its key, in the order in which they are read. */
  private final Map<String, String> known = new LinkedHashMap<>();

  private Options() {}

  static Options parse(String... arguments) {
    Options options = new Options();
    List<String> words = Arrays.asList(arguments);
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at++);
      if (!word.startsWith("--") || word.length() == 2) {
        throw new OptionException("expected --option, found '" + word + "'");
      }
      boolean hasValue = at < words.size() && !words.get(at).startsWith("--");
      String value = hasValue ? words.get(at++) : FLAG;
      if (options.given.put(word.substring(2), value) != null) {
        throw new OptionException(word + " is given twice; keep one");
      }
    }
    return options;
  }

  /** The word after {@code --key}, or the fallback where the option is not given. */
  String text(String key, String fallback, String meaning) {
    return value(key, "NAME", withDefault(meaning, fallback)).orElse(fallback);
  }

  /** The word after {@code --key}, if it is given. */
  Optional<String> word(String key, String meaning) {
    return value(key, "TEXT", meaning);
  }

  /** A whole number. */
  int integer(String key, int fallback, String meaning) {
    return integer(key, withDefault(meaning, fallback)).orElse(fallback);
  }

  /** A whole number, if it is given. */
  Optional<Integer> integer(String key, String meaning) {
    return parsed(key, "N", "a whole number", Integer::valueOf, meaning);
  }

  /** A whole number, if the option is given; without a value it is the one for that. */
  Optional<Integer> integerOr(String key, int bare, String meaning) {
    if (FLAG.equals(given.get(key))) {
      given.put(key, Integer.toString(bare));
    }
    return parsed(key, "[N]", "a whole number or nothing", Integer::valueOf, meaning);
  }

  /** A decimal number. */
  double number(String key, double fallback, String meaning) {
    return number(key, withDefault(meaning, fallback)).orElse(fallback);
  }

  /** A decimal number, if it is given. */
  Optional<Double> number(String key, String meaning) {
    return parsed(key, "X", "a number", Double::valueOf, meaning);
  }

  /** A file or folder, if it is given. */
  Optional<Path> path(String key, String meaning) {
    return value(key, "PATH", meaning).map(Path::of);
  }

  /** One of the names of a map. */
  <T> T choice(String key, String fallback, Map<String, T> choices, String meaning) {
    return chosen(key, text(key, fallback, withChoices(meaning, choices)), choices);
  }

  /** One of the names of a map, if the option is given. */
  <T> Optional<T> choice(String key, Map<String, T> choices, String meaning) {
    return value(key, "NAME", withChoices(meaning, choices))
        .map(name -> chosen(key, name, choices));
  }

  /** Whether {@code --key} is there, without a value. */
  boolean flag(String key, String meaning) {
    declare(key, "", meaning);
    String value = given.get(key);
    if (value != null && !value.equals(FLAG)) {
      throw new OptionException("--" + key + " takes no value, found '" + value + "'");
    }
    return value != null;
  }

  /**
   * Ends the reading: an option that was never asked for is refused, and with {@code --help} the
   * example goes no further.
   *
   * @throws HelpRequest with a line for each option
   */
  void complete() {
    boolean help = flag(HELP, "prints this and ends");
    for (String key : given.keySet()) {
      if (!known.containsKey(key)) {
        throw new OptionException(
            "unknown option --" + key + ", expected some of " + new TreeSet<>(known.keySet()));
      }
    }
    if (help) {
      throw new HelpRequest(String.join("\n", known.values()));
    }
  }

  private static <T> T chosen(String key, String name, Map<String, T> choices) {
    T chosen = choices.get(name);
    if (chosen == null) {
      throw new OptionException(
          "--" + key + " " + name + " is unknown, expected one of " + choices.keySet());
    }
    return chosen;
  }

  private <T> Optional<T> parsed(
      String key, String placeholder, String kind, Function<String, T> parser, String meaning) {
    Optional<String> text = value(key, placeholder, meaning);
    try {
      return text.map(parser);
    } catch (NumberFormatException e) {
      throw new OptionException("--" + key + " needs " + kind + ", found '" + text.get() + "'");
    }
  }

  private Optional<String> value(String key, String placeholder, String meaning) {
    declare(key, placeholder, meaning);
    String value = given.get(key);
    if (FLAG.equals(value)) {
      throw new OptionException("--" + key + " needs a value");
    }
    return Optional.ofNullable(value);
  }

  private void declare(String key, String placeholder, String meaning) {
    known.put(key, Text.format("--%-18s %s", key + " " + placeholder, meaning));
  }

  private static String withDefault(String meaning, Object fallback) {
    return meaning + " (default " + fallback + ")";
  }

  private static String withChoices(String meaning, Map<String, ?> choices) {
    return meaning + ": " + String.join(", ", choices.keySet());
  }
}
