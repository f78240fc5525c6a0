package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.CoreTolerances;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.core.train.WindowsRun;
import dev.alexandrite.data.Order;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.Sgd;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints of each format, written once and kept: they must load for ever, answer as they did on
 * the day they were written, and be resumed. Those of format 1 are of releases that wrote no other;
 * under {@code windows} is a run of {@link WindowsRun}, beside it one of {@link SmallRun}.
 */
class GoldenCheckpointTest {
  private static final ClassifierOptions SCALAR = ClassifierOptions.defaults().backend("scalar");
  private static final String STEP = "step-00000012";

  @TempDir Path temp;

  /** All formats there ever were: a new one without a golden checkpoint fails. */
  static List<Integer> formats() {
    return IntStream.rangeClosed(1, Formats.PRESENT).boxed().toList();
  }

  private static Path golden(int format, String run) throws URISyntaxException {
    String folder = "/golden/format-" + format + run + "/" + STEP;
    URL manifest = GoldenCheckpointTest.class.getResource(folder + "/manifest.json");
    assertNotNull(manifest, folder);
    return Path.of(manifest.toURI().resolve("."));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void itsDescriptionIsRead(int format) throws URISyntaxException {
    Path golden = golden(format, "");
    Checkpoint checkpoint = Checkpoint.open(golden);
    assertEquals(format, checkpoint.formatVersion());
    assertEquals(2, checkpoint.epoch());
    assertEquals(12, checkpoint.step());
    assertEquals(SmallRun.CLASSES, checkpoint.classNames());
    assertEquals(42, checkpoint.provenance().seed());
    Manifest manifest = new CheckpointReader(golden).manifest();
    assertEquals(NetworkForm.of(SmallRun.network()), manifest.network());
    assertEquals(SmallRun.model().pipeline(), manifest.pipeline());
    assertEquals(Sgd.paper(0.02).momentum(0.9).weightDecay(5e-4), manifest.settings().optimizer());
    assertEquals(Order.SHUFFLED, manifest.settings().order());
    assertEquals(
        new ServedManifest(manifest.network(), manifest.pipeline(), manifest.classNames()),
        new CheckpointReader(golden).served());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void itAnswersAsItDid(int format) throws URISyntaxException {
    Path golden = golden(format, "");
    try (Classifier classifier = Classifier.load(golden, SCALAR)) {
      assertArrayEquals(
          new float[] {0.43520734f, 0.17899321f, 0.38579944f},
          classifier.classify(SmallRun.image(100, 0)).probabilities(),
          CoreTolerances.PROBABILITY);
    }
    try (Classifier classifier = Classifier.load(golden, SCALAR.views(Views.TEN))) {
      assertArrayEquals(
          new float[] {0.3831549f, 0.11276694f, 0.50407815f},
          classifier.classify(SmallRun.image(101, 2)).probabilities(),
          CoreTolerances.PROBABILITY);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void itsWindowsAreWhatTheyWere(int format) throws URISyntaxException {
    Path golden = golden(format, "/windows");
    assertEquals(
        NetworkForm.of(WindowsRun.network()), new CheckpointReader(golden).manifest().network());
    try (Classifier classifier = Classifier.load(golden, SCALAR)) {
      assertArrayEquals(
          new float[] {0.3455228f, 0.35197687f, 0.30250034f},
          classifier.classify(SmallRun.image(100, 0)).probabilities(),
          CoreTolerances.PROBABILITY);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void itsRunGoesOn(int format) throws IOException, URISyntaxException {
    Path whole = temp.resolve("whole");
    WindowsRun.trainer().epochs(4).checkpoints(whole).fit().classifier().close();
    Path last = new CheckpointFolder(whole).latest().orElseThrow();

    Path parts = temp.resolve("parts");
    Path begun = Files.createDirectories(parts.resolve(STEP));
    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      Files.copy(golden(format, "/windows").resolve(file), begun.resolve(file));
    }
    // Whether a later plan may go on is another question, and answered by ResumeElsewhereTest.
    String planVersion = new CheckpointReader(last).manifest().provenance().planVersion();
    writeOfPlan(planVersion, golden(format, "/windows"), begun);
    WindowsRun.trainer().epochs(4).checkpoints(parts).resume().fit().classifier().close();

    for (String file : List.of("weights.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(last.resolve(file)),
          Files.readAllBytes(parts.resolve(last.getFileName()).resolve(file)),
          file);
    }
  }

  private static void writeOfPlan(String planVersion, Path from, Path to) throws IOException {
    String text = Files.readString(from.resolve(ManifestFile.NAME));
    String body =
        text.substring(0, text.lastIndexOf(",\"sha256\""))
            .replaceFirst("\"planVersion\":\"[^\"]*\"", "\"planVersion\":\"" + planVersion + "\"");
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        to.resolve(ManifestFile.NAME),
        body + ",\"sha256\":\"" + Sha256.of(bytes, bytes.length) + "\"}\n");
  }
}
