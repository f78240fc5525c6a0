package dev.alexandrite.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.ModelFileException;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.tensors.TensorChecksums;
import dev.alexandrite.testkit.golden.SharedData;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every tensor of every file is what PyTorch 1.13 reads of it: {@code make_fixtures.py}. */
class TorchFixturesTest {
  static Path fixture(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TorchFixturesTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> whatPyTorchWroteIsReadAsItReadsIt() throws IOException {
    TensorChecksums expected = new TensorChecksums(TorchFixturesTest.class, "expected.tsv");
    return each(expected, file -> check(expected, file, fixture(file)));
  }

  @TestFactory
  Stream<DynamicTest> filesOfOthersAreReadAsPyTorchReadsThem() throws IOException {
    TensorChecksums expected = new TensorChecksums(TorchFixturesTest.class, "shared.tsv");
    return each(
        expected,
        file -> {
          Path path = Path.of(file);
          Path folder = SharedData.folder(String.valueOf(path.getParent()));
          check(expected, file, folder.resolve(path.getFileName()));
        });
  }

  private interface Check {
    void run(String file) throws IOException;
  }

  private static Stream<DynamicTest> each(TensorChecksums expected, Check check) {
    return StreamSupport.stream(expected.files().spliterator(), false)
        .map(file -> dynamicTest(file, () -> check.run(file)));
  }

  private static void check(TensorChecksums expected, String name, Path file) throws IOException {
    try (WeightSource source = Models.weights(file)) {
      expected.check(name, source);
    }
  }

  @Test
  void programsAndWholeModulesSayWhatToDo() {
    for (String name : List.of("module.pt", "module.legacy.pt", "script.pt")) {
      String message =
          assertThrows(ModelFileException.class, () -> Models.weights(fixture(name))).getMessage();
      assertTrue(message.contains(name), message);
      assertTrue(message.contains("state_dict(), ...)"), message);
    }
  }

  @Test
  void whatIsNotReadIsNoted() {
    List<String> notes = TorchWeights.open(fixture("checkpoint.pt")).notes();
    assertEquals(
        List.of("the file has tensors in \"optimizer\" as well, which are not read"), notes);
    assertEquals(
        List.of("tensor empty has no elements and is left out"),
        TorchWeights.open(fixture("views.pt")).notes());
  }
}
