package dev.alexandrite.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What Jazzer calls: one reader, named by a system property. */
public final class FuzzTarget {
  /** The system property that names the reader. */
  static final String PROPERTY = "alexandrite.fuzz";

  private static final Reader READER =
      Objects.requireNonNull(Readers.all().get(System.getProperty(PROPERTY)), PROPERTY);
  private static final Path SCRATCH = scratch();

  private FuzzTarget() {}

  /**
   * Reads bytes. Anything thrown is a finding.
   *
   * @param bytes the bytes
   * @throws IOException if the scratch folder fails
   */
  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    Readers.read(READER, bytes, SCRATCH);
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("alexandrite-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
