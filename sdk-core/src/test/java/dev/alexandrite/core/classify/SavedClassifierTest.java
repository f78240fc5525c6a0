package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightMismatchException;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierBuilder;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is saved answers with the bits of what it was saved from, wherever that came from. */
class SavedClassifierTest {
  private static final ClassifierOptions SCALAR =
      ClassifierOptions.defaults().backend("scalar").threads(1);

  @TempDir static Path trained;

  @TempDir Path temp;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    try (TrainingResult run =
        SmallRun.trainer().epochs(2).averageWeights(0.8).checkpoints(trained).fit()) {
      checkpoint = run.checkpoint().orElseThrow();
    }
  }

  private static List<Predictions> answers(Classifier classifier) {
    return Stream.of(0, 1, 2).map(i -> classifier.classify(SmallRun.image(i + 40, i))).toList();
  }

  private static List<Predictions> answers(Path folder) {
    try (Classifier classifier = Classifier.load(folder, SCALAR)) {
      return answers(classifier);
    }
  }

  @Test
  void aRunWithoutAFolderIsNotLost() {
    Path saved = temp.resolve("deep/er/saved");
    List<Predictions> expected;
    try (TrainingResult run = SmallRun.trainer().epochs(2).averageWeights(0.8).fit()) {
      assertSame(run.classifier(), run.classifier());
      expected = answers(run.classifier());
      run.classifier().save(saved);
    }
    assertEquals(expected, answers(saved));
    assertEquals(expected, answers(checkpoint), "the same run, with a folder");
    Checkpoint described = Checkpoint.open(saved);
    Checkpoint before = Checkpoint.open(checkpoint);
    assertEquals(2, described.epoch());
    assertEquals(12, described.step());
    assertEquals(SmallRun.CLASSES, described.classNames());
    assertEquals(before.provenance(), described.provenance());
    assertEquals(before.formatVersion(), described.formatVersion());
  }

  @Test
  void aClosedResultClosesItsClassifier() {
    TrainingResult run = SmallRun.trainer().epochs(1).fit();
    run.close();
    Classifier classifier = run.classifier();
    assertThrows(IllegalStateException.class, () -> classifier.classify(SmallRun.image(0, 0)));
    assertThrows(IllegalStateException.class, () -> classifier.save(temp.resolve("late")));
    run.close();
    classifier.close();
  }

  @Test
  void whatWasLoadedIsSavedWithTheSameBytesAgain() throws IOException {
    Path first = temp.resolve("first");
    Path second = temp.resolve("second");
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      classifier.save(first);
    }
    try (Classifier classifier = Classifier.load(first, SCALAR)) {
      classifier.save(second);
    }
    assertEquals(answers(checkpoint), answers(first));
    try (Stream<Path> files = Files.list(first)) {
      List<Path> written = files.sorted().toList();
      assertEquals(2, written.size(), written.toString());
      for (Path file : written) {
        assertArrayEquals(
            Files.readAllBytes(file),
            Files.readAllBytes(second.resolve(file.getFileName())),
            file.toString());
      }
    }
    assertEquals(Checkpoint.open(checkpoint).provenance(), Checkpoint.open(second).provenance());
  }

  @ParameterizedTest
  @EnumSource
  void smallerWeightsAreSavedAsTheyWereBefore(WeightForm form) throws IOException {
    Path exact = temp.resolve("exact");
    Path saved = temp.resolve("saved");
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      classifier.save(exact);
    }
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR.weights(form))) {
      answers(classifier);
      classifier.save(saved);
    }
    assertArrayEquals(
        Files.readAllBytes(exact.resolve("weights.safetensors")),
        Files.readAllBytes(saved.resolve("weights.safetensors")));
  }

  private static InMemoryWeights weights() {
    InMemoryWeights weights = InMemoryWeights.of("mine");
    Stream.concat(SmallRun.network().parameters().stream(), SmallRun.network().state().stream())
        .forEach(parameter -> weights.add(parameter.name(), parameter.shape(), values(parameter)));
    return weights;
  }

  private static float[] values(ParameterSpec parameter) {
    float[] values = new float[parameter.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      float positive = 0.01f + i * 7 % 13 / 13f; // as a running variance has to be
      values[i] = parameter.kind() == ParameterSpec.Kind.STATE ? positive : positive - 0.45f;
    }
    return values;
  }

  /** Means that are no multiple of anything. */
  private static DataStatistics statistics() {
    float[] image = new float[3 * 8 * 8];
    for (int i = 0; i < image.length; i++) {
      image[i] = 100 + i / 7f;
    }
    float[] axes = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    return new DataStatistics(image, 8, 8, new float[] {1, 2, 3}, new float[3], axes);
  }

  private static ClassifierBuilder builder(Model model) {
    return Classifier.builder(model)
        .weights(weights())
        .classNames(SmallRun.CLASSES)
        .statistics(statistics())
        .options(SCALAR);
  }

  @Test
  void weightsFromAnywhereMakeAClassifierThatCanBeSaved() {
    Path saved = temp.resolve("saved");
    List<Predictions> expected;
    try (Classifier classifier = builder(SmallRun.model()).build()) {
      assertEquals(SmallRun.CLASSES, classifier.classNames());
      expected = answers(classifier);
      classifier.save(saved);
    }
    assertNotEquals(expected.get(0), expected.get(1));
    assertEquals(expected, answers(saved));
    Checkpoint described = Checkpoint.open(saved);
    assertEquals(0, described.step());
    assertEquals("unknown: weights of mine", described.provenance().dataFingerprint());
    assertEquals("scalar", described.provenance().backend());
    try (Classifier again = builder(SmallRun.model()).weights(described.weights()).build()) {
      assertEquals(expected, answers(again));
    }
  }

  /** As a checkpoint of the same weights would. */
  @Test
  void itAnswersLikeTheCheckpointThatTheWeightsAreFrom() {
    InputPipeline plain = SmallRun.model().pipeline().normalization(Normalization.imageNet());
    Model model = new Recipe(SmallRun.network(), plain);
    Path folder = temp.resolve("plain");
    try (TrainingResult run =
            Trainer.of(model)
                .data(SmallRun.data(8))
                .epochs(1)
                .backend("scalar")
                .checkpoints(folder)
                .fit();
        Classifier built =
            Classifier.builder(model)
                .weights(Checkpoint.best(folder).orElseThrow().weights())
                .classNames(SmallRun.CLASSES)
                .options(SCALAR)
                .build()) {
      assertEquals(answers(run.classifier()), answers(built));
    }
  }

  @Test
  void aClassifierNeedsEveryTensorOfItsNetwork() {
    InMemoryWeights more = weights().add("aux.weight", Shape.of(2), new float[2]);
    WeightMismatchException refusal =
        assertThrows(
            WeightMismatchException.class, () -> builder(SmallRun.model()).weights(more).build());
    assertEquals("aux.weight", refusal.report().leftOver().getFirst().name());
    builder(SmallRun.model()).weights(more, WeightRule.exact().except("aux")).build().close();
    ClassifierBuilder without =
        builder(SmallRun.model()).weights(weights(), WeightRule.exact().except("fc"));
    String message = assertThrows(CheckpointException.class, without::build).getMessage();
    assertTrue(message.contains("leaves out [fc.weight, fc.bias] of network 'small'"), message);
    assertTrue(message.contains("Trainer.initialWeights"), message);
  }

  private String refusal(Path folder) {
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      return assertThrows(CheckpointException.class, () -> classifier.save(folder)).getMessage();
    }
  }

  @Test
  void nothingIsOverwritten() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path file = Files.writeString(temp.resolve("file"), "kept");
    Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("nowhere"));
    for (Path taken : List.of(folder, file, link, temp.getRoot(), checkpoint)) {
      assertTrue(refusal(taken).contains("something of that name"), refusal(taken));
    }
    assertEquals("kept", Files.readString(file));
    try (Stream<Path> content = Files.list(folder)) {
      assertEquals(0, content.count());
    }
  }

  @Test
  void whatCannotBeWrittenIsNamedWithTheReason() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "kept");
    String message = refusal(file.resolve("below/saved"));
    assertTrue(message.contains("could not be saved to " + file.resolve("below")), message);
    assertTrue(message.contains("give another folder"), message);
    try (Stream<Path> content = Files.list(temp)) {
      assertEquals(1, content.count());
    }
  }

  @Test
  void whatAKilledProcessLeftIsNamed() throws IOException {
    Path left = Files.createDirectory(temp.resolve(".saving-mine"));
    assertTrue(refusal(temp.resolve("mine")).contains(left + " is there"));
    assertTrue(Files.exists(left));
  }

  @Test
  void aSavedClassifierIsAStartButNoRunToGoOnWith() throws IOException {
    Path runs = Files.createDirectory(temp.resolve("runs"));
    try (Classifier classifier = Classifier.load(checkpoint, SCALAR)) {
      classifier.save(runs.resolve("step-00000012"));
    }
    Trainer resumed = SmallRun.trainer().epochs(3).averageWeights(0.8).checkpoints(runs).resume();
    String message = assertThrows(CheckpointException.class, resumed::fit).getMessage();
    assertTrue(message.contains("was written by Classifier.save"), message);
    assertTrue(message.contains("initialWeights(...)"), message);
    try (TrainingResult run =
        SmallRun.trainer().epochs(1).initialWeights(runs.resolve("step-00000012")).fit()) {
      assertEquals(8, run.initialWeights().orElseThrow().taken().size());
    }
  }
}
