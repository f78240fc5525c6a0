package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.core.weights.FloatPieces;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is a source of the weights that a classifier of it would use. */
class CheckpointWeightsTest {
  @TempDir Path temp;

  private Path train(Trainer trainer) {
    try (TrainingResult run = trainer.epochs(1).checkpoints(temp.resolve("run")).fit()) {
      return run.checkpoint().orElseThrow();
    }
  }

  /** The values in the file, by their names there. */
  private static Map<String, float[]> inFile(Path checkpoint) {
    Map<String, float[]> values = new HashMap<>();
    new CheckpointReader(checkpoint)
        .weights((name, shape, pieces) -> values.put(name, pieces.toArray(shape.elements())));
    return values;
  }

  private static float[] read(WeightSource source, NamedTensor tensor) throws IOException {
    float[] values = new float[tensor.shape().elements()];
    FloatPieces pieces =
        new FloatPieces(
            source.origin(),
            tensor,
            (from, piece) -> System.arraycopy(piece, 0, values, from, piece.length));
    source.read(tensor, pieces);
    pieces.finish();
    return values;
  }

  @Test
  void itHasTheTensorsOfTheNetworkAndNoOther() throws IOException {
    Path checkpoint = train(SmallRun.trainer());
    try (WeightSource source = Checkpoint.open(checkpoint).weights()) {
      List<String> expected =
          Stream.concat(
                  SmallRun.network().parameters().stream(), SmallRun.network().state().stream())
              .map(ParameterSpec::name)
              .sorted()
              .toList();
      assertEquals(expected, source.tensors().stream().map(NamedTensor::name).toList());
      assertTrue(WeightReport.of(SmallRun.network(), source, WeightRule.exact()).fits());
      Map<String, float[]> written = inFile(checkpoint);
      for (NamedTensor tensor : source.tensors()) {
        assertArrayEquals(written.get(tensor.name()), read(source, tensor), tensor.name());
      }
    }
  }

  /** Of a layer whose name comes before its average's in the file, and of one that comes after. */
  @Test
  void averagesTakeThePlacesOfWhatTheyAreOf() throws IOException {
    Network network =
        Network.builder("two", Shape.image(3, 8, 8))
            .flatten("flat")
            .linear("a", Linear.of(4))
            .linear("z", Linear.of(3))
            .build();
    Path checkpoint =
        train(
            Trainer.of(network)
                .data(SmallRun.data(12))
                .batchSize(4)
                .backend("scalar")
                .averageWeights(0.5));
    WeightSource source = Checkpoint.open(checkpoint).weights();
    Map<String, float[]> written = inFile(checkpoint);
    assertEquals(4, source.tensors().size());
    for (NamedTensor tensor : source.tensors()) {
      assertArrayEquals(
          written.get("average/" + tensor.name()), read(source, tensor), tensor.name());
    }
  }

  @Test
  void damageIsNoticedWhereItIsRead() throws IOException {
    Path checkpoint = train(SmallRun.trainer());
    WeightSource source = CheckpointWeights.trained(checkpoint);
    NamedTensor first =
        source.tensors().stream().min(Comparator.comparing(NamedTensor::name)).orElseThrow();
    Path file = checkpoint.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    int begin = bytes.length - dataBytes(checkpoint);
    bytes[begin] ^= 1;
    Files.write(file, bytes);
    String message =
        assertThrows(CheckpointException.class, () -> read(source, first)).getMessage();
    assertTrue(message.contains("tensor " + first.name() + " with SHA-256"), message);
    assertThrows(
        CheckpointException.class, () -> CheckpointWeights.trained(temp.resolve("none")).tensors());
    Files.delete(file);
    assertTrue(
        assertThrows(CheckpointException.class, () -> read(source, first))
            .getMessage()
            .contains("the file is missing"));
  }

  /** How many bytes of the file are values. */
  private static int dataBytes(Path checkpoint) {
    return 4 * inFile(checkpoint).values().stream().mapToInt(values -> values.length).sum();
  }

  @Test
  void theBestOneIsTheOneOfTheLowestError() throws IOException {
    Path folder = temp.resolve("best");
    assertEquals(Optional.empty(), Checkpoint.best(folder));
    Path best;
    Path latest;
    try (TrainingResult run =
        SmallRun.trainer()
            .validation(SmallRun.data(9))
            .epochs(6)
            .keepCheckpoints(1)
            .checkpoints(folder)
            .fit()) {
      best = run.bestCheckpoint().orElseThrow();
      latest = run.checkpoint().orElseThrow();
      assertEquals(best, Checkpoint.best(folder).orElseThrow().path());
      assertEquals(run.best().orElseThrow().step(), Checkpoint.best(folder).orElseThrow().step());
    }
    assertTrue(!best.equals(latest), "the run was to get worse in the end: " + best);
    try (Stream<Path> files = Files.list(best)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(best);
    assertEquals(Optional.empty(), Checkpoint.best(folder));
    assertEquals(latest, Checkpoint.latest(folder).orElseThrow().path());
  }
}
