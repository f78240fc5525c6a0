package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
  @TempDir Path folder;

  @Test
  void firstRunIsNumberOne() {
    RunFolders runs = RunFolders.in(folder.resolve("example"));

    assertEquals(folder.resolve("example").resolve("001"), runs.next());
    assertEquals(Optional.empty(), runs.latest());
    assertEquals(List.of(), runs.all());
  }

  @Test
  void nextRunFollowsTheLargestNumber() throws IOException {
    for (String name : new String[] {"010", "002", "1000", "notes", "0"}) {
      Files.createDirectories(folder.resolve(name));
    }
    RunFolders runs = RunFolders.in(folder);

    assertEquals(
        List.of(folder.resolve("002"), folder.resolve("010"), folder.resolve("1000")), runs.all());
    assertEquals(Optional.of(folder.resolve("1000")), runs.latest());
    assertEquals(folder.resolve("1001"), runs.next());
  }
}
