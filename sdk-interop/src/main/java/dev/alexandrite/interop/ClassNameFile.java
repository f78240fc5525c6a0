package dev.alexandrite.interop;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonException;
import dev.alexandrite.core.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of classes from a file: a line each, or a JSON array of strings. */
final class ClassNameFile {
  private static final long MOST_BYTES = 16 << 20;

  private ClassNameFile() {}

  /** The names, each of them once: a name that comes again gets the number of its class. */
  static List<String> read(Path file) {
    String text = text(file).strip();
    List<String> names = text.startsWith("[") ? strings(file, text) : text.lines().toList();
    if (names.isEmpty()) {
      throw new ModelFileException(file + " is empty; expected a name for each class, a line each");
    }
    Set<String> seen = new HashSet<>();
    List<String> unique = new ArrayList<>();
    for (String name : names) {
      String stripped = name.strip();
      String once = seen.contains(stripped) ? stripped + " (" + unique.size() + ")" : stripped;
      seen.add(once);
      unique.add(once);
    }
    return unique;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ModelFileException(
            file
                + " has "
                + Files.size(file)
                + " bytes, more than the limit of "
                + MOST_BYTES
                + "; expected names of classes, a line each or a JSON array");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new ModelFileException(
          file + " cannot be read: " + e + "; expected names of classes as UTF-8 text", e);
    }
  }

  private static List<String> strings(Path file, String json) {
    try {
      List<String> strings = new ArrayList<>();
      for (Json item : ((Json.Arr) JsonReader.read(json)).items()) {
        if (!(item instanceof Json.Str(String value))) {
          throw new ModelFileException(
              file + " is a JSON array with items that are no strings; expected names of classes");
        }
        strings.add(value);
      }
      return strings;
    } catch (JsonException e) {
      throw new ModelFileException(file + ": " + e.getMessage(), e);
    }
  }
}
