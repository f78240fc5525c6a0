package dev.alexandrite.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The command line as {@code --key value} pairs; a key without a value is a flag. Read every
 * option, then call {@link #refuseUnknown()}, which knows by then which ones exist.
 */
final class Options {
  private static final String FLAG = "";

  private final Map<String, String> given = new LinkedHashMap<>();
  private final Set<String> known = new TreeSet<>();

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

  /** The words after {@code --key}, or the fallback where the option is not given. */
  String text(String key, String fallback) {
    return value(key).orElse(fallback);
  }

  /** A whole number. */
  int integer(String key, int fallback) {
    return parsed(key, "a whole number", Integer::valueOf).orElse(fallback);
  }

  /** A decimal number. */
  double number(String key, double fallback) {
    return parsed(key, "a number", Double::valueOf).orElse(fallback);
  }

  /** A file or folder, if it is given. */
  Optional<Path> path(String key) {
    return value(key).map(Path::of);
  }

  /** One of the names of a map. */
  <T> T choice(String key, String fallback, Map<String, T> choices) {
    return chosen(key, text(key, fallback), choices);
  }

  /** One of the names of a map, if the option is given. */
  <T> Optional<T> optionalChoice(String key, Map<String, T> choices) {
    return value(key).map(name -> chosen(key, name, choices));
  }

  private static <T> T chosen(String key, String name, Map<String, T> choices) {
    T chosen = choices.get(name);
    if (chosen == null) {
      throw new OptionException(
          "--" + key + " " + name + " is unknown, expected one of " + choices.keySet());
    }
    return chosen;
  }

  /** Whether {@code --key} is there, without a value. */
  boolean flag(String key) {
    known.add(key);
    String value = given.get(key);
    if (value != null && !value.equals(FLAG)) {
      throw new OptionException("--" + key + " takes no value, found '" + value + "'");
    }
    return value != null;
  }

  /** Fails if an option is given that was never asked for. */
  void refuseUnknown() {
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        throw new OptionException("unknown option --" + key + ", expected some of " + known);
      }
    }
  }

  private <T> Optional<T> parsed(String key, String kind, Function<String, T> parser) {
    Optional<String> text = value(key);
    try {
      return text.map(parser);
    } catch (NumberFormatException e) {
      throw new OptionException("--" + key + " needs " + kind + ", found '" + text.get() + "'");
    }
  }

  private Optional<String> value(String key) {
    known.add(key);
    String value = given.get(key);
    if (FLAG.equals(value)) {
      throw new OptionException("--" + key + " needs a value");
    }
    return Optional.ofNullable(value);
  }
}
