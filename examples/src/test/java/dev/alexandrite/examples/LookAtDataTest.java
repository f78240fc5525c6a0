package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.TrainingException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that look at data and draw networks do what their headers promise. */
final class LookAtDataTest {
  @TempDir Path temp;

  private static List<String> run(Example example, String... words) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    example.run(Options.parse(words), new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theFaultsOfDrawnShapesAreFound() throws IOException {
    Path page = temp.resolve("look.html");
    Path batch = temp.resolve("batch.jpg");
    Path classes = temp.resolve("classes.png");
    List<String> lines =
        run(
            LookAtData::run,
            "--report",
            page.toString(),
            "--batch",
            batch.toString(),
            "--classes",
            classes.toString(),
            "--batchSize",
            "16",
            "--model",
            "tiny");
    lines.forEach(line -> assertTrue(line.length() <= 80, line));
    String text = String.join("\n", lines);
    for (String fault :
        List.of(
            "drawn image 202 of seed 1, 48 pixels: 48×48",
            "drawn image 303 of seed 1, 48 pixels: 48×48",
            "drawn image 404 of seed 1, 48 pixels: 12×48, 4.0 : 1",
            "training drawn image 131 of seed 1, 48 pixels (ring)",
            "is drawn image 50 of seed 1, 48 pixels (disc), identical",
            "is drawn image 61 of seed 1, 48 pixels (ring), 0 bits apart",
            "is drawn image 72 of seed 1, 48 pixels (square), 1 bit apart",
            "is drawn image 93 of seed 1, 48 pixels (triangle), 0 bits apart")) {
      assertTrue(text.contains(fault), fault);
    }
    assertEquals(
        "RESULT images=1200 unreadable=0 odd=3 duplicates=15 leaks=8 conflicts=1", lines.getLast());
    assertTrue(
        Files.readString(page).contains("<section id=\"batch\""), "the batch is on the page");
    assertEquals(8 * 116 + 4, ImageIO.read(batch.toFile()).getWidth());
    assertEquals(8 * 116 + 4, ImageIO.read(classes.toFile()).getWidth());
  }

  /** The same pictures, each time with something else done to them, and each time the same. */
  @Test
  void everyAugmentationIsShown() throws IOException {
    Map<String, String> seen = new HashMap<>();
    for (String name : List.of("model", "resizedCrop", "jitter", "rand", "trivial", "modern")) {
      byte[] batch = augmented(name);
      assertEquals(4 * 116 + 4, ImageIO.read(new ByteArrayInputStream(batch)).getWidth(), name);
      String other = seen.put(Arrays.toString(batch), name);
      assertNull(other, () -> name + " gives the pictures of " + other);
    }
    assertEquals("modern", seen.get(Arrays.toString(augmented("modern"))));
    OptionException unknown =
        assertThrows(OptionException.class, () -> run(LookAtData::run, "--augment", "blur"));
    assertTrue(
        unknown.getMessage().startsWith("--augment blur is unknown, expected one of ["),
        unknown.getMessage());
  }

  private byte[] augmented(String name) throws IOException {
    Path file = temp.resolve("batch.png");
    String options = "--model tiny --batchSize 4 --augment " + name + " --batch " + file;
    run(LookAtData::run, options.split(" "));
    return Files.readAllBytes(file);
  }

  @Test
  void epochsAndBatchesCountFromOne() throws IOException {
    Path page = temp.resolve("look.html");
    Path batch = temp.resolve("batch.png");
    String options = "--model tiny --batchSize 4 --report " + page + " --batch " + batch;
    run(LookAtData::run, (options + " --epoch 2 --number 3").split(" "));
    assertTrue(Files.readString(page).contains("batch 3 of epoch 2, 4 images"), "on the page");
    assertThrows(
        TrainingException.class, () -> run(LookAtData::run, (options + " --epoch 0").split(" ")));
  }

  @Test
  void strictIsAnErrorWhereThereAreLeaks() {
    String message =
        assertThrows(DataException.class, () -> run(LookAtData::run, "--strict")).getMessage();
    assertTrue(message.contains("8 held-out images are in training"), message);
  }

  @Test
  void wrongOptionsAreNamed() {
    String near =
        assertThrows(OptionException.class, () -> run(LookAtData::run, "--near", "40"))
            .getMessage();
    assertTrue(near.startsWith("--near: ") && near.contains("found 40"), near);
    assertThrows(OptionException.class, () -> run(LookAtData::run, "--model", "vgg"));
    assertThrows(
        DataException.class, () -> run(LookAtData::run, "--data", temp.resolve("no").toString()));
  }

  @Test
  void networksAreDrawn() throws IOException {
    Path file = temp.resolve("resnet.svg");
    Path mermaid = temp.resolve("resnet.mmd");
    List<String> lines =
        run(
            DrawNetwork::run,
            "--net",
            "cifarResnet20",
            "--out",
            file.toString(),
            "--mermaid",
            mermaid.toString());
    Matcher result =
        Pattern.compile("RESULT layers=(\\d+) parameters=269722 svg=.*").matcher(lines.getLast());
    assertTrue(result.matches(), lines.getLast());
    int blocks = Integer.parseInt(result.group(1)) + 1;
    assertEquals(blocks, Files.readString(file).split("<rect ", -1).length - 1);
    assertEquals(
        blocks, Files.readString(mermaid).lines().filter(line -> line.contains("[\"")).count());
  }
}
