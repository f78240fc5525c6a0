package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The residual network on pictures of one's own, from scratch, resumed and fine-tuned. */
final class TrainResNetTest {
  @TempDir Path folder;

  @Test
  void trainsGoesOnAndIsFineTunedOnOtherClasses() throws IOException {
    Path first = Photographs.write(folder.resolve("three"), 3, 30);
    Path run = folder.resolve("run");
    String options = " --size 32 --batch 8 --epochs 2 --checkpoints ";

    run(TrainResNet::run, "--data " + first + options + run);
    List<String> again = run(TrainResNet::run, "--resume --data " + first + options + run);
    assertTrue(
        again.getLast().matches("RESULT net=resnet18 top1=\\d\\.\\d{3} epochs=2 checkpoint=.+"),
        again.getLast());

    Path weights = folder.resolve("resnet18.safetensors");
    run(Convert::run, "--from " + run + " --to " + weights);
    Path other = Photographs.write(folder.resolve("four"), 4, 30);
    List<String> tuned =
        run(
            TrainResNet::run,
            "--weights " + weights + " --data " + other + options + folder.resolve("tuned"));
    assertTrue(tuned.getLast().startsWith("RESULT net=resnet18 top1="), tuned.getLast());
  }

  @Test
  void saysThatItNeedsData() {
    OptionException missing =
        assertThrows(OptionException.class, () -> run(TrainResNet::run, "--net resnet50"));
    assertTrue(missing.getMessage().startsWith("--data DIR is needed"), missing.getMessage());
  }

  @Test
  void anyFamilyTrainsWithTheOptionsOfAlexNet() throws IOException {
    Path data = Photographs.write(folder.resolve("three"), 3, 30);
    String options =
        "--data " + data + " --size 32 --epochs 1 --batch 8 --checkpoints " + folder.resolve("run");
    List<String> lines = run(TrainAlexNet::run, "--net mobilenetV2 " + options);
    assertTrue(lines.stream().anyMatch(line -> line.contains("mobilenet_v2")), lines.toString());
    assertTrue(lines.getLast().startsWith("RESULT top1="), lines.getLast());
    OptionException both =
        assertThrows(
            OptionException.class,
            () -> run(TrainAlexNet::run, "--net resnet18 --preset paper " + options));
    assertEquals(
        "--preset and --net both choose the network: leave one of them out", both.getMessage());
  }

  private static List<String> run(Example example, String options) {
    var printed = new ByteArrayOutputStream();
    example.run(
        Options.parse(options.split(" ")), new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
