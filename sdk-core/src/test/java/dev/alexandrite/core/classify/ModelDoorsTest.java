package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.WeightForm;
import dev.alexandrite.train.TrainingResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint and a classifier are made of can be had from both, and is the same. */
class ModelDoorsTest {
  private static final ClassifierOptions SCALAR =
      ClassifierOptions.defaults().backend("scalar").threads(1);

  @TempDir static Path trained;
  @TempDir Path temp;

  private static Checkpoint checkpoint;

  @BeforeAll
  static void train() {
    try (TrainingResult run =
        SmallRun.trainer().epochs(1).averageWeights(0.8).checkpoints(trained).fit()) {
      checkpoint = Checkpoint.open(run.checkpoint().orElseThrow());
    }
  }

  private static byte[] bytes(WeightSource source, NamedTensor tensor) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    source.read(
        tensor,
        piece -> {
          ByteBuffer copy = ByteBuffer.allocate(piece.remaining()).order(ByteOrder.BIG_ENDIAN);
          copy.asFloatBuffer().put(piece.asFloatBuffer());
          all.writeBytes(copy.array());
        });
    return all.toByteArray();
  }

  @Test
  void aCheckpointSaysWhatWasTrained() {
    Model trainedModel = SmallRun.model();
    Recipe recipe = checkpoint.recipe();
    assertEquals(trainedModel.pipeline(), recipe.pipeline());
    assertEquals(trainedModel.network().nodes(), recipe.network().nodes());
    assertEquals(trainedModel.network().name(), recipe.network().name());
    assertTrue(WeightReport.of(recipe.network(), checkpoint.weights(), WeightRule.exact()).fits());
  }

  @Test
  void itsStatisticsAreThoseOfTheImages() {
    DataStatistics statistics = checkpoint.statistics();
    assertEquals(8, statistics.height());
    assertNotEquals(DataStatistics.none(8, 8), statistics);
    try (Classifier classifier = Classifier.load(checkpoint.path(), SCALAR)) {
      assertEquals(statistics, classifier.statistics());
    }
  }

  @Test
  void aClassifierHandsOutWhatItWasLoadedFrom() throws IOException {
    ClassifierOptions small = SCALAR.weights(WeightForm.INT8);
    try (Classifier classifier = Classifier.load(checkpoint.path(), small)) {
      assertEquals(checkpoint.recipe().network().nodes(), classifier.recipe().network().nodes());
      assertEquals(checkpoint.recipe().pipeline(), classifier.recipe().pipeline());
      WeightSource served = classifier.weights();
      WeightReport report =
          WeightReport.of(classifier.recipe().network(), served, WeightRule.exact());
      report.requireFit();
      WeightSource stored = checkpoint.weights();
      for (NamedTensor tensor : stored.tensors()) {
        assertArrayEquals(bytes(stored, tensor), bytes(served, tensor), tensor.name());
      }
    }
  }

  @Test
  void aClassifierOfItsPartsAnswersAlike() {
    try (Classifier classifier = Classifier.load(checkpoint.path(), SCALAR);
        Classifier copy =
            Classifier.builder(classifier.recipe())
                .weights(classifier.weights())
                .statistics(classifier.statistics())
                .classNames(classifier.classNames())
                .options(SCALAR)
                .build()) {
      assertEquals(classifier.classify(SmallRun.image(3, 1)), copy.classify(SmallRun.image(3, 1)));
    }
  }

  @Test
  void weightsEndWithTheClassifier() {
    WeightSource source;
    try (Classifier classifier = Classifier.load(checkpoint.path(), SCALAR)) {
      source = classifier.weights();
    }
    NamedTensor first = source.tensors().getFirst();
    assertThrows(IllegalStateException.class, () -> source.read(first, piece -> {}));
  }

  @Test
  void damageOfTheStatisticsIsFound() throws IOException {
    Path copy = Files.createDirectory(temp.resolve("copy"));
    try (var files = Files.list(checkpoint.path())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path weights = copy.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1; // the statistics are written last
    Files.write(weights, bytes);
    CheckpointReader reader = new CheckpointReader(copy);
    assertThrows(CheckpointException.class, reader::statistics);
    assertEquals(checkpoint.recipe().pipeline(), reader.recipe().pipeline());
  }
}
