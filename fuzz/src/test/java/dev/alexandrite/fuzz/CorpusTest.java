package dev.alexandrite.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a search found once, and good bytes, read again: an answer or a refusal, within time. */
class CorpusTest {
  private static final Duration HANG = Duration.ofSeconds(30);

  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicNode> everyReaderBearsItsCorpus() {
    return Readers.all().keySet().stream()
        .map(name -> dynamicContainer(name, tests(name).stream()));
  }

  private List<DynamicNode> tests(String name) {
    List<DynamicNode> tests = new ArrayList<>();
    tests.add(dynamicTest("good bytes are accepted", () -> accept(name)));
    Path folder = Path.of("corpus", name);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.sorted().forEach(file -> tests.add(bears(name, file)));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
    return tests;
  }

  private DynamicNode bears(String name, Path file) {
    return dynamicTest(
        file.getFileName().toString(),
        () ->
            assertTimeoutPreemptively(
                HANG,
                () -> Readers.read(Readers.all().get(name), Files.readAllBytes(file), scratch)));
  }

  /** Without it a reader that refuses everything would pass. */
  private void accept(String name) throws IOException {
    List<byte[]> seeds = Seeds.of(name);
    assertFalse(seeds.isEmpty());
    for (byte[] seed : seeds) {
      Readers.all().get(name).read(seed, scratch);
    }
  }
}
