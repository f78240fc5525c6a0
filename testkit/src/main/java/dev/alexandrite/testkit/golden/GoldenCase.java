package dev.alexandrite.testkit.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a {@code case.json} and the arrays that it names.
 *
 * @param directory the folder
 * @param description the content of {@code case.json}: maps, lists, strings, doubles, booleans
 */
public record GoldenCase(Path directory, Map<String, Object> description) {
  /**
   * All cases of a folder.
   *
   * @param folder the folder that holds a folder a case
   * @return the cases, by name
   */
  public static List<GoldenCase> in(Path folder) {
    try (Stream<Path> directories = Files.list(folder)) {
      return directories
          .filter(directory -> Files.exists(directory.resolve("case.json")))
          .sorted()
          .map(GoldenCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenCase read(Path directory) {
    Path file = directory.resolve("case.json");
    try {
      return new GoldenCase(directory, Json.object(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * The case's name.
   *
   * @return the last part of its folder
   */
  public String name() {
    return directory.getFileName().toString();
  }

  /**
   * One array of the case.
   *
   * @param file its name, with or without {@code .npy}
   * @return the array
   */
  public Npy array(String file) {
    try {
      return Npy.read(directory.resolve(file.endsWith(".npy") ? file : file + ".npy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is an array of this name. */
  boolean has(String array) {
    return Files.exists(directory.resolve(array + ".npy"));
  }

  Attributes attributes() {
    return new Attributes(description);
  }

  @Override
  public String toString() {
    return name();
  }
}
