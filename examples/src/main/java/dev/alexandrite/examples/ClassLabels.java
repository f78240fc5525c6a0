package dev.alexandrite.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of classes from a file: a line each, or a JSON array of strings. */
final class ClassLabels {
  private static final Pattern JSON_STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  private ClassLabels() {}

  /** The names, each of them once: a name that comes again gets the number of its class. */
  static List<String> read(Path file) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new OptionException("--labels " + file + " cannot be read: " + e);
    }
    List<String> names = text.startsWith("[") ? strings(text) : text.lines().toList();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String stripped = name.strip();
      unique.add(unique.contains(stripped) ? stripped + " (" + unique.size() + ")" : stripped);
    }
    return unique;
  }

  private static List<String> strings(String json) {
    List<String> strings = new ArrayList<>();
    Matcher matcher = JSON_STRING.matcher(json);
    while (matcher.find()) {
      strings.add(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
    }
    return strings;
  }
}
