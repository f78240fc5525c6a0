package dev.alexandrite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the version that the build has written beside the classes. */
final class Version {
  static final String CURRENT = find();

  private Version() {}

  private static String find() {
    try (@Nullable InputStream file = Version.class.getResourceAsStream("version.txt")) {
      return file == null
          ? "development"
          : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the version beside the classes cannot be read", e);
    }
  }
}
