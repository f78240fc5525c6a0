package dev.alexandrite.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the package shows every class of it. */
final class PackageMapTest {
  private static final Path PACKAGE = Path.of("src/main/java/dev/alexandrite/cpu");

  @Test
  void everyClassIsOnTheMap() throws IOException {
    String map = Files.readString(PACKAGE.resolve("package-info.java")).replace("\n *", "");
    try (Stream<Path> files = Files.list(PACKAGE)) {
      List<String> missing =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .filter(name -> !name.equals("package-info"))
              .filter(name -> !Pattern.compile("@link " + name + "[#}]").matcher(map).find())
              .sorted()
              .toList();
      assertEquals(List.of(), missing, "not linked in package-info.java");
    }
  }
}
