package dev.alexandrite.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassNameFileTest {
  @TempDir Path folder;

  private List<String> read(byte... bytes) throws IOException {
    Path file = folder.resolve("labels");
    Files.write(file, bytes);
    return LoadOptions.defaults().classNames(file).classNames();
  }

  private List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String why, byte... bytes) {
    String told = assertThrows(ModelFileException.class, () -> read(bytes)).getMessage();
    assertTrue(told.contains("labels") && told.contains(why), told);
  }

  @Test
  void linesAndJsonAreNames() throws IOException {
    assertEquals(List.of("n01 tench", "Zoë"), read("n01 tench \r\nZoë\n"));
    assertEquals(List.of("a \"b\"", "é"), read("[\"a \\\"b\\\"\", \"\\u00e9\"]"));
  }

  @Test
  void aNameThatComesAgainGetsItsNumber() throws IOException {
    assertEquals(List.of("crane", "maillot", "crane (2)"), read("crane\nmaillot\ncrane\n"));
  }

  @Test
  void whatIsNoListOfNamesIsRefused() {
    refused("is empty");
    refused("no strings", "[\"a\", 1]".getBytes(StandardCharsets.UTF_8));
    refused("JSON, character", "[\"a\"".getBytes(StandardCharsets.UTF_8));
    refused("cannot be read", (byte) 0xff, (byte) 0xfe);
    assertThrows(
        ModelFileException.class,
        () -> LoadOptions.defaults().classNames(folder.resolve("missing")));
  }
}
