package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderTest {
  @Test
  void firstRunIsNumberOne(@TempDir Path runs) {
    RunFolder folder = new RunFolder(runs, "Example");

    assertEquals(runs.resolve("Example").resolve("001"), folder.next());
    assertEquals(Optional.empty(), folder.latest());
  }

  @Test
  void nextRunFollowsTheLargestNumber(@TempDir Path runs) throws IOException {
    for (String name : new String[] {"002", "010", "notes"}) {
      Files.createDirectories(runs.resolve("Example").resolve(name));
    }
    RunFolder folder = new RunFolder(runs, "Example");

    assertEquals(Optional.of(runs.resolve("Example").resolve("010")), folder.latest());
    assertEquals(runs.resolve("Example").resolve("011"), folder.next());
  }
}
