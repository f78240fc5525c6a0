package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a locale Java finds no file whose name has other letters than ASCII. */
class LauncherLocaleTest {
  @ParameterizedTest
  @CsvSource({
    "'',C.UTF-8",
    "LC_ALL=C,C.UTF-8",
    "LANG=POSIX,C.UTF-8",
    "LC_CTYPE=C,C.UTF-8",
    "LANG=de_DE.UTF-8,''",
    "LC_ALL=de_DE.UTF-8,de_DE.UTF-8",
  })
  void aLocaleThatKnowsAsciiAloneIsReplaced(String given, String expected)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash here");
    ProcessBuilder shell =
        new ProcessBuilder(
            List.of("/bin/bash", "-c", ". ../config/launch/launch.sh; printf %s \"${LC_ALL:-}\""));
    List.of("LC_ALL", "LC_CTYPE", "LANG").forEach(shell.environment()::remove);
    if (!given.isEmpty()) {
      String[] variable = given.split("=", 2);
      shell.environment().put(variable[0], variable[1]);
    }
    Process process = shell.start();
    byte[] printed = process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    assertEquals(expected, new String(printed, StandardCharsets.US_ASCII));
  }
}
