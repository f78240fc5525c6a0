package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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

/** Every example runs for a few steps and prints what its header promises. */
final class ExamplesTest {
  @Test
  void trainedCheckpointClassifies(@TempDir Path checkpoints) {
    List<String> trained =
        run(
            TrainAlexNet::run,
            "--images 200 --epochs 1 --batch 50 --checkpoints " + checkpoints.resolve("run"));

    String result = trained.getLast();
    assertTrue(result.matches("RESULT top1=\\d\\.\\d{3} top5=\\d\\.\\d{3} checkpoint=.+"), result);
    Path checkpoint = Path.of(result.replaceFirst(".* checkpoint=", ""));
    assertTrue(Files.isDirectory(checkpoint), result);
    List<String> classified = run(ClassifyImage::run, "--checkpoint " + checkpoint);
    assertEquals(6, classified.size());
    assertTrue(classified.getFirst().startsWith("drawn picture of class "), classified.getFirst());

    Path pictures = checkpoints.resolve("pictures");
    List<String> explained =
        run(Explain::run, "--checkpoint " + checkpoint + " --steps 4 --out " + pictures);
    assertEquals("RESULT pictures=8 folder=" + pictures, explained.getLast());
    for (String name : List.of("filters", "maps", "grad-cam", "occlusion", "all", "neighbors")) {
      assertTrue(Files.isRegularFile(pictures.resolve(name + ".png")), name);
    }
    OptionException unknown =
        assertThrows(
            OptionException.class,
            () -> run(Explain::run, "--checkpoint " + checkpoint + " --class 10"));
    assertEquals(
        "--class 10 is none of the 10 classes; give a name, or a number of 0 to 9",
        unknown.getMessage());
  }

  @Test
  void aRunIsWatchedAndReported(@TempDir Path folder) throws IOException {
    Path report = folder.resolve("run.html");
    List<String> trained =
        run(
            TrainAlexNet::run,
            "--images 200 --epochs 1 --batch 50 --page --report "
                + report
                + " --checkpoints "
                + folder.resolve("run"));

    assertTrue(trained.stream().anyMatch(line -> line.startsWith("PAGE http://127.0.0.1:")));
    assertTrue(trained.contains("REPORT " + report), trained.toString());
    assertTrue(Files.readString(report).contains("id=\"calibration\""), "an evaluation");
    Path again = folder.resolve("again.html");
    List<String> reported =
        run(Report::run, "--checkpoint " + folder.resolve("run") + " --out " + again);
    assertEquals(List.of("RESULT report=" + again), reported);
    assertTrue(Files.readString(again).contains("id=\"calibration\""), "an evaluation");
  }

  @Test
  void aRunIsRecordedBesideItsCheckpointsAndGoesOn(@TempDir Path folder) throws IOException {
    Path run = folder.resolve("run");
    Path board = folder.resolve("board");
    String options =
        "--images 100 --batch 50 --checkpoints "
            + run
            + " --tensorboard "
            + board
            + " --schedule plateau --epochs ";
    run(TrainAlexNet::run, options + 1);
    run(TrainAlexNet::run, options + 2 + " --resume");

    List<String> metrics = Files.readAllLines(run.resolve("metrics.jsonl"));
    assertEquals(2, metrics.stream().filter(line -> line.contains("\"event\":\"epoch\"")).count());
    assertEquals(3, Files.readAllLines(run.resolve("epochs.csv")).size());
    try (var events = Files.list(board)) {
      assertEquals(2, events.count());
    }
  }

  @Test
  void severalDevicesTrain(@TempDir Path checkpoints) {
    String result =
        run(
                TrainAlexNet::run,
                "--images 200 --epochs 1 --batch 50 --devices 2 --parallelism hybrid --checkpoints "
                    + checkpoints.resolve("run"))
            .getLast();

    assertTrue(result.startsWith("RESULT top1="), result);
  }

  @Test
  void scalingEstimatesEveryScheme() {
    String text = String.join("\n", run(Scaling::run, "--batch 128 --speed 90 --link 1e9"));

    for (String line : List.of("DATA    1 devices", "TOWERS  2 devices", "HYBRID 64 devices")) {
      assertTrue(text.contains(line), text);
    }
  }

  @Test
  void classifyingNeedsACheckpoint(@TempDir Path empty) {
    assertThrows(RuntimeException.class, () -> run(ClassifyImage::run, "--checkpoint " + empty));
  }

  @Test
  void resumedRunIsIdentical(@TempDir Path checkpoints) {
    List<String> lines =
        run(
            ResumeTraining::run,
            "--images 200 --epochs 2 --batch 40 --stop-at 3 --checkpoints " + checkpoints);

    assertTrue(lines.getLast().startsWith("RESULT identical=true tensors="), lines.toString());
  }

  @Test
  void customNetworkReportsItsMetric() {
    String result = run(CustomNetwork::run, "--images 200 --epochs 1 --batch 50").getLast();

    assertTrue(result.matches("RESULT top1=\\d\\.\\d{3} confidence=\\d\\.\\d{3}"), result);
  }

  @Test
  void customBackendTrains() {
    String result = run(CustomBackend::run, "--images 100 --epochs 1 --batch 50").getLast();

    assertTrue(result.matches("RESULT backend=metered loss=\\d+\\.\\d{3}"), result);
  }

  @Test
  void devicesListsEveryBackend() {
    String text = String.join("\n", run(Devices::run, ""));

    for (String backend : List.of("cpu", "scalar", "cuda", MeteredBackendProvider.NAME)) {
      assertTrue(text.contains(backend), text);
    }
  }

  @Test
  void cifarExampleTrainsOnFilesOfTheBinaryVersion(@TempDir Path folder) throws IOException {
    CifarFiles.write(folder);

    String result =
        run(TrainCifar10::run, "--net 80sec --epochs 1 --images 256 --data " + folder).getLast();

    assertTrue(result.matches("RESULT net=80sec median_test_error=\\d\\.\\d{4} seeds=1"), result);
  }

  @Test
  void residualNetworkTrainsAndGoesOn(@TempDir Path folder) throws IOException {
    CifarFiles.write(folder);
    String part = "--images 256 --data " + folder + " --checkpoints " + folder.resolve("run");

    run(TrainCifarResNet::run, "--epochs 2 " + part);
    List<String> again = run(TrainCifarResNet::run, "--epochs 2 --resume " + part);

    String result = again.getLast();
    assertTrue(
        result.matches("RESULT depth=20 test_error=\\d\\.\\d{4} checkpoint=.*step-00000004"),
        result);
  }

  @Test
  void cifarExamplesSayThatTheyNeedData() {
    for (Example example : List.<Example>of(TrainCifar10::run, TrainCifarResNet::run)) {
      OptionException missing = assertThrows(OptionException.class, () -> run(example, ""));

      assertTrue(missing.getMessage().startsWith("--data DIR is needed"), missing.getMessage());
    }
  }

  private static List<String> run(Example example, String commandLine) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] arguments = commandLine.isEmpty() ? new String[0] : commandLine.split(" ");
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      example.run(Options.parse(arguments), out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
