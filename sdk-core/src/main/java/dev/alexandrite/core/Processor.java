package dev.alexandrite.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The name of the processor, where the operating system tells it without a native call. */
final class Processor {
  private static final Path LINUX = Path.of("/proc/cpuinfo");
  private static final String LINUX_KEY = "model name";
  private static final String WINDOWS_VARIABLE = "PROCESSOR_IDENTIFIER";

  private Processor() {}

  static Optional<String> name() {
    return nameIn(LINUX).or(() -> Optional.ofNullable(System.getenv(WINDOWS_VARIABLE)));
  }

  /** The first processor's name in a file like Linux's; ARM's Linux has none in it. */
  static Optional<String> nameIn(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(LINUX_KEY))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // another system, or the file is hidden from this process
    }
  }
}
