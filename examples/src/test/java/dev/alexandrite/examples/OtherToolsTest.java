package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network goes through every program that takes or makes a file of another tool. */
class OtherToolsTest {
  private static final int CLASSES = 3;

  @TempDir Path folder;

  @Test
  void aTrainedNetworkIsConvertedFineTunedEvaluatedAndClassifies() throws IOException {
    Path runs = folder.resolve("runs");
    run(TrainAlexNet::run, "--images 200 --epochs 1 --batch 50 --checkpoints " + runs);
    Path net = folder.resolve("net.onnx");
    String converted = run(Convert::run, "--from " + runs + " --to " + net).getLast();
    assertTrue(converted.matches("RESULT network=alexnet-tiny tensors=\\d+ written=.+"), converted);

    Path photographs = Photographs.write(folder.resolve("photographs"), CLASSES, 60);
    Path tuned = folder.resolve("tuned");
    List<String> told =
        run(
            FineTune::run,
            "--model " + net + " --data " + photographs + " --epochs 1 --batch 10 --save " + tuned);
    String result = told.getLast();
    assertTrue(result.matches("RESULT top1=\\d\\.\\d{3} epochs=1 taken=\\d+ kept=2"), result);

    String evaluated = run(Evaluate::run, "--model " + tuned + " --data " + photographs).getLast();
    assertTrue(evaluated.matches("RESULT top1=.+ images=60"), evaluated);
    Path image = Files.list(photographs.resolve("0")).sorted().findFirst().orElseThrow();
    assertEquals(CLASSES, run(ClassifyImage::run, "--model " + tuned + " --image " + image).size());
  }

  private static List<String> run(Example example, String options) {
    var printed = new ByteArrayOutputStream();
    example.run(
        Options.parse(options.split(" ")), new PrintStream(printed, true, StandardCharsets.UTF_8));
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
