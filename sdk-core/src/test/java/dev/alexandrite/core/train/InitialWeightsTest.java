package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightMismatchException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run starts from what a source has and a rule allows, and says what that was. */
class InitialWeightsTest {
  @TempDir Path temp;

  /** Like the small run's, with two classes, and another name for one layer. */
  private static Network pupil() {
    return Network.builder("pupil", Shape.image(3, 6, 6))
        .conv2d("first", Conv2d.of(4, 3))
        .add("norm1", BatchNorm.of())
        .relu("relu1")
        .maxPool("pool1", MaxPool.of(2, 2))
        .flatten("flat")
        .linear("fc", Linear.of(2))
        .build();
  }

  private static Dataset twoClasses() {
    return InMemoryDataset.of(
        List.of(SmallRun.image(0, 0), SmallRun.image(1, 1)),
        new int[] {0, 1},
        List.of("cat", "dog"));
  }

  /** A step that changes no trained parameter, so that a checkpoint has what the run began with. */
  private Trainer still(Network network) {
    return Trainer.of(network)
        .data(twoClasses())
        .batchSize(2)
        .epochs(1)
        .optimizer(Sgd.pytorch(1e-30))
        .backend("scalar")
        .loaderThreads(1);
  }

  private static Map<String, float[]> weights(Path checkpoint) {
    Map<String, float[]> values = new HashMap<>();
    new CheckpointReader(checkpoint)
        .weights((name, shape, pieces) -> values.put(name, pieces.toArray(shape.elements())));
    return values;
  }

  private Path teacher() {
    try (TrainingResult run = SmallRun.trainer().epochs(2).checkpoints(temp.resolve("t")).fit()) {
      assertEquals(Optional.empty(), run.initialWeights());
      return run.checkpoint().orElseThrow();
    }
  }

  @Test
  void everythingButTheLastLayerIsTaken() {
    Path teacher = teacher();
    Map<String, float[]> taught = weights(teacher);
    Map<String, float[]> afresh;
    try (TrainingResult run = still(pupil()).checkpoints(temp.resolve("fresh")).fit()) {
      afresh = weights(run.checkpoint().orElseThrow());
    }
    WeightRule rule = WeightRule.exact().renamed("conv1", "first").except("fc");
    try (TrainingResult run =
        still(pupil()).initialWeights(teacher, rule).checkpoints(temp.resolve("fine")).fit()) {
      Map<String, float[]> tuned = weights(run.checkpoint().orElseThrow());
      assertArrayEquals(taught.get("conv1.weight"), tuned.get("first.weight"));
      assertArrayEquals(taught.get("conv1.bias"), tuned.get("first.bias"));
      assertArrayEquals(taught.get("norm1.weight"), tuned.get("norm1.weight"));
      assertArrayEquals(afresh.get("fc.weight"), tuned.get("fc.weight"));
      WeightReport report = run.initialWeights().orElseThrow();
      assertEquals(List.of("fc.weight", "fc.bias"), report.kept());
      assertEquals(
          List.of("fc.bias 3 float32", "fc.weight 3×16 float32"),
          report.leftOut().stream().map(NamedTensor::toString).toList());
      assertEquals(6, report.taken().size());
      assertTrue(report.fits());
      assertEquals(report, WeightReport.of(pupil(), Checkpoint.open(teacher).weights(), rule));
    }
  }

  @Test
  void whatDiffersIsRefusedBeforeTheFirstImage() {
    Path teacher = teacher();
    Trainer trainer = still(pupil()).initialWeights(teacher);
    WeightMismatchException refusal = assertThrows(WeightMismatchException.class, trainer::fit);
    String message = refusal.getMessage();
    assertTrue(message.startsWith(teacher + " does not fit network 'pupil': "), message);
    assertTrue(message.contains("it lacks first.weight 4×3×3×3 (it has conv1.weight)"), message);
    assertTrue(message.contains("its fc.weight 3×16 float32 should be 2×16"), message);
    assertFalse(refusal.report().fits());
    assertEquals(4, refusal.report().taken().size());
  }

  @Test
  void oneSourceIsGivenOnce() {
    Trainer trainer = SmallRun.trainer().initialWeights(temp);
    TrainingException refusal =
        assertThrows(
            TrainingException.class, () -> trainer.initialWeights(InMemoryWeights.of("mine")));
    assertTrue(refusal.getMessage().contains("initialWeights is set twice"));
  }

  /** Every tensor of a network, filled with one number. */
  static InMemoryWeights filled(Network network, float number) {
    InMemoryWeights weights = InMemoryWeights.of("mine");
    Stream.concat(network.parameters().stream(), network.state().stream())
        .map(parameter -> new NamedTensor(parameter.name(), parameter.shape(), ElementType.FLOAT16))
        .forEach(tensor -> weights.add(tensor, halves(tensor, number)));
    return weights;
  }

  private static ByteBuffer halves(NamedTensor tensor, float number) {
    ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(tensor.bytes()));
    while (values.hasRemaining()) {
      values.putShort(Float.floatToFloat16(number));
    }
    return values.flip();
  }

  @Test
  void halfPrecisionFromMemoryIsTakenAndTheSourceStaysOpen() {
    Watched source = new Watched(filled(pupil(), 0.25f));
    try (TrainingResult run =
        still(pupil()).initialWeights(source).checkpoints(temp.resolve("half")).fit()) {
      Map<String, float[]> taken = weights(run.checkpoint().orElseThrow());
      for (ParameterSpec parameter : pupil().parameters()) {
        for (float value : taken.get(parameter.name())) {
          assertEquals(0.25f, value, 0);
        }
      }
    }
    assertFalse(source.closed);
    assertEquals(source.tensors(), source.read, "in the order of the source, each once");
  }

  /** Notes what is asked of it. */
  private static final class Watched implements WeightSource {
    private final WeightSource source;
    private final List<NamedTensor> read = new ArrayList<>();
    private boolean closed;

    Watched(WeightSource source) {
      this.source = source;
    }

    @Override
    public String origin() {
      return source.origin();
    }

    @Override
    public List<NamedTensor> tensors() {
      return source.tensors();
    }

    @Override
    public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
      read.add(tensor);
      source.read(tensor, pieces);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Says one thing and does another. */
  private static WeightSource lying(Consumer<Consumer<ByteBuffer>> values) {
    WeightSource honest = filled(pupil(), 1);
    return new WeightSource() {
      @Override
      public String origin() {
        return "liar";
      }

      @Override
      public List<NamedTensor> tensors() {
        return honest.tensors();
      }

      @Override
      public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) throws IOException {
        if (tensor.name().equals("fc.bias")) {
          values.accept(pieces);
        } else {
          honest.read(tensor, pieces);
        }
      }
    };
  }

  private static String refusal(WeightSource source, InitialWeightsTest test) {
    return assertThrows(
            CheckpointException.class, () -> test.still(pupil()).initialWeights(source).fit())
        .getMessage();
  }

  @Test
  void lyingSourcesAreFoundOut() {
    String message = refusal(lying(pieces -> {}), this);
    assertTrue(message.contains("liar: tensor fc.bias: found 0 elements, expected 2"), message);
    message = refusal(lying(pieces -> pieces.accept(ByteBuffer.allocate(2))), this);
    assertTrue(message.contains("found 1 elements, expected 2"), message);
    message = refusal(lying(pieces -> pieces.accept(ByteBuffer.allocate(4000))), this);
    assertTrue(message.contains("found at least 2000 elements, expected 2"), message);
    message = refusal(lying(pieces -> pieces.accept(ByteBuffer.allocate(3))), this);
    assertTrue(message.contains("a piece of 3 bytes"), message);
    message = refusal(filled(pupil(), Float.NaN), this);
    assertTrue(message.contains("element 0 that is NaN"), message);
  }

  @Test
  void aSourceThatCannotBeReadIsNamedWithTheTensor() {
    IOException broken = new IOException("the disk is gone");
    WeightSource source =
        lying(
            pieces -> {
              throw new UncheckedIOException(broken);
            });
    CheckpointException refusal =
        assertThrows(CheckpointException.class, () -> still(pupil()).initialWeights(source).fit());
    assertSame(broken, refusal.getCause());
    assertTrue(
        refusal.getMessage().startsWith("liar: tensor fc.bias cannot be read: "),
        refusal.getMessage());
  }

  @Test
  void aResumedRunDoesNotAskForThem() {
    Path folder = temp.resolve("resumed");
    SmallRun.trainer().epochs(1).checkpoints(folder).fit().close();
    try (TrainingResult run =
        SmallRun.trainer()
            .epochs(2)
            .checkpoints(folder)
            .resume()
            .initialWeights(temp.resolve("long gone"))
            .fit()) {
      assertEquals(Optional.empty(), run.initialWeights());
      assertEquals(2, run.history().size());
    }
  }
}
