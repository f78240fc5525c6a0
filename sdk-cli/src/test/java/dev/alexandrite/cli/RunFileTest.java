package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunFileTest {
  @TempDir Path folder;

  private Path write(byte... bytes) throws IOException {
    return Files.write(folder.resolve("run.yaml"), bytes);
  }

  private Path write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void linesAreSettings() throws IOException {
    String text =
        """
        # a comment
        epochs: 3

        net: 80sec        # not a number
        data: "C:\\\\photos, \\u00e9: #1"
        mean: [.485, .456, .406]
        resume: yes
        labels: 'it''s'
        """;
    assertEquals(
        List.of(
            new RunFile.Entry("epochs", "3", 2),
            new RunFile.Entry("net", "80sec", 4),
            new RunFile.Entry("data", "C:\\photos, é: #1", 5),
            new RunFile.Entry("mean", ".485,.456,.406", 6),
            new RunFile.Entry("resume", "yes", 7),
            new RunFile.Entry("labels", "it's", 8)),
        RunFile.read(write(text)).entries());
  }

  @Test
  void byteOrderMarkAndCarriageReturnsAreNoText() throws IOException {
    assertEquals(
        List.of(new RunFile.Entry("epochs", "3", 1), new RunFile.Entry("batch", "8", 2)),
        RunFile.read(write("\uFEFFepochs: 3\r\nbatch: 8\r\n")).entries());
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertEquals(List.of(), RunFile.read(write("")).entries());
    assertEquals(List.of(), RunFile.read(write("# nothing\n\n")).entries());
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("no mapping", "epochs", "line 1: expected lines such as"),
        Arguments.of("a list", "- epochs\n", "line 1: expected lines such as"),
        Arguments.of("nesting", "a: 1\ntrain:\n  epochs: 3\n", "line 3: the value of 'train'"),
        Arguments.of("nested lists", "a: [[1]]\n", "line 1: an item of 'a' must be plain"),
        Arguments.of("twice", "a: 1\nb: 2\na: 3\n", "line 3: 'a' is set twice, first in line 1"),
        Arguments.of("no value", "a: 1\nb:\n", "line 2: 'b' has no value"),
        Arguments.of("an alias", "a: &x 1\nb: *x\n", "line 2: the value of 'b' must be plain"),
        Arguments.of("a tag", "a: !!java.net.URL x\n", "line 1: the value of 'a' must be plain"),
        Arguments.of("a key that is a list", "? [a]\n: 1\n", "line 1: a key must be plain"),
        Arguments.of("two documents", "a: 1\n---\nb: 2\n", "line 2: a second document begins"),
        Arguments.of("tabs", "a: 1\n\tb: 2\n", "line 2: "),
        Arguments.of("open quote", "a: 'x\nb: 2\n", "line 3: "),
        Arguments.of("control characters", "a: \u0000\n", "is no YAML"),
        Arguments.of("deep", "a: " + "[".repeat(60_000), "line 1: an item of 'a'"),
        Arguments.of("deep block", "- ".repeat(30_000) + "a", "line 1: expected lines such as"),
        Arguments.of("huge", "a: " + "x".repeat(70_000), "has more than 65536 bytes"),
        Arguments.of(
            "a terminal's escapes", "a: 1\n\"\\e[2J\": 1\n\"\\e[2J\": 1\n", "'\\u001b[2J'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void whatIsNoListOfSettingsIsRefusedByLine(String name, String text, String told)
      throws IOException {
    Path file = write(text);
    String message = assertThrows(RunFileException.class, () -> RunFile.read(file)).getMessage();
    assertTrue(message.contains(told), message);
    assertTrue(message.contains("run.yaml"), message);
  }

  @Test
  void anotherEncodingIsNamed() throws IOException {
    for (byte[] bytes :
        List.of(
            "data: é".getBytes(StandardCharsets.ISO_8859_1),
            "data: x".getBytes(StandardCharsets.UTF_16))) {
      Path file = write(bytes);
      String told = assertThrows(RunFileException.class, () -> RunFile.read(file)).getMessage();
      assertTrue(told.contains("is not UTF-8"), told);
    }
  }

  @Test
  void aFolderIsNoFile() {
    String told = assertThrows(RunFileException.class, () -> RunFile.read(folder)).getMessage();
    assertTrue(told.contains("cannot be read"), told);
  }
}
