package dev.alexandrite.core.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run tells others of its process. */
final class Processes {
  private static final Path LINUX_HOST = Path.of("/proc/sys/kernel/hostname");

  private Processes() {}

  /** Such as {@code process 4711 on db3 since 2026-11-29T03:07:27Z}. */
  static String current() {
    return "process "
        + ProcessHandle.current().pid()
        + " on "
        + host()
        + " since "
        + Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Without asking the network for it. */
  private static String host() {
    return Stream.of(System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME"), linuxHost())
        .filter(name -> name != null && !name.isBlank())
        .findFirst()
        .orElse("this host");
  }

  private static @Nullable String linuxHost() {
    try {
      return Files.isReadable(LINUX_HOST) ? Files.readString(LINUX_HOST).strip() : null;
    } catch (IOException e) {
      return null;
    }
  }
}
