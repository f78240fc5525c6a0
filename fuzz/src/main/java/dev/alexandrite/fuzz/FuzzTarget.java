package dev.alexandrite.fuzz;

import dev.alexandrite.AlexandriteException;
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
    read(READER, bytes, SCRATCH);
  }

  /** Lets nothing pass but an answer, or a refusal on purpose that can be read. */
  static void read(Reader reader, byte[] bytes, Path scratch) throws IOException {
    try {
      reader.read(bytes, scratch);
    } catch (AlexandriteException refused) {
      Refusal.requireReadable(refused);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("alexandrite-fuzz");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
