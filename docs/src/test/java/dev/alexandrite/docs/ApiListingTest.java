package dev.alexandrite.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.interop.Models;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.testkit.BackendContract;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/api.txt} is what is exported, so that a change of the api is seen in its review. */
final class ApiListingTest {
  private static final Path FILE = Path.of("api.txt").toAbsolutePath();
  private static final String COMMAND =
      "mvn test -pl docs -am -Dtest=ApiListingTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dalexandrite.api=write";

  @Test
  void fileIsUpToDate() throws IOException, URISyntaxException {
    String found =
        "What alexandrite-api, alexandrite-interop, alexandrite-observe and alexandrite-testkit"
            + " export, a line a member; java.* and dev.alexandrite are left out of names.\n"
            + "Written by: "
            + COMMAND
            + "\n"
            + ApiListing.of(Alexandrite.class)
            + ApiListing.of(Models.class)
            + ApiListing.of(ProgressBar.class)
            + ApiListing.of(BackendContract.class);
    if ("write".equals(System.getProperty("alexandrite.api"))) {
      Files.writeString(FILE, found);
    }
    List<String> expected = Files.readAllLines(FILE);
    assertEquals(
        List.of(),
        changes(expected, found.lines().toList()),
        () -> "the api has changed; look at what follows, and write docs/api.txt anew: " + COMMAND);
    assertEquals(expected, found.lines().toList(), () -> "the order has changed: " + COMMAND);
  }

  private static List<String> changes(List<String> before, List<String> now) {
    List<String> changes = new ArrayList<>();
    before.stream().filter(line -> !now.contains(line)).forEach(line -> changes.add("- " + line));
    now.stream().filter(line -> !before.contains(line)).forEach(line -> changes.add("+ " + line));
    return changes;
  }
}
