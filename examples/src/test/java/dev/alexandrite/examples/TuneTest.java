package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that find settings print what their headers promise. */
final class TuneTest {
  @TempDir Path folder;

  @Test
  void aLearningRate() {
    String result =
        run(FindLearningRate::run, "--images 100 --batch 10 --steps 20 --out " + folder).getLast();
    assertTrue(result.matches("RESULT steepest=\\S+ minimum/10=\\S+ chart=.+svg"), result);
    assertTrue(Files.isRegularFile(folder.resolve("rates.svg")));
    assertTrue(Files.isRegularFile(folder.resolve("rates.csv")));
  }

  @Test
  void aBatchSize() {
    List<String> lines = run(FindBatchSize::run, "--images 3000 --preset torchvision --heap 2000");
    assertTrue(lines.getFirst().contains("limited by the heap (-Xmx)"), lines.getFirst());
    assertTrue(lines.getLast().matches("RESULT batch=\\d+ limit=HEAP"), lines.getLast());
  }

  @Test
  void aProfile() {
    List<String> lines =
        run(ProfileLayers::run, "--batch 2 --runs 2 --warm-up 1 --threads 1 --out " + folder);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("conv5 ")), lines.toString());
    assertTrue(lines.getLast().startsWith("RESULT ms="), lines.getLast());
    assertTrue(Files.isRegularFile(folder.resolve("layers.svg")));
  }

  @Test
  void aSearchGoesOn() {
    String options = "--images 60 --epochs 1 --out " + folder + " --trials ";
    run(SearchSettings::run, options + 1);
    List<String> lines = run(SearchSettings::run, options + 2);
    assertEquals(4, lines.size());
    assertTrue(
        lines.getLast().matches("RESULT trials=2 best=[01] error=\\S+ folder=.+"), lines.getLast());
    assertTrue(Files.isRegularFile(folder.resolve("trials.svg")));
  }

  private static List<String> run(Example example, String options) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    example.run(
        Options.parse(options.split(" ")), new PrintStream(text, true, StandardCharsets.UTF_8));
    return text.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
