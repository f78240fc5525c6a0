package dev.alexandrite.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes of every tensor follows from names, shapes and types; values are never read. */
class WeightReportTest {
  private static final Network NETWORK =
      Network.builder("net", Shape.image(3, 4, 4))
          .conv2d("conv1", Conv2d.of(4, 3))
          .composite(
              "block",
              (scope, inputs) -> {
                scope.add("norm", BatchNorm.of());
                return "norm";
              })
          .flatten("flat")
          .linear("fc1", Linear.of(2))
          .linear("fc10", Linear.of(2))
          .build();

  private static final Map<String, Shape> TENSORS =
      Map.of(
          "conv1.weight", Shape.of(4, 3, 3, 3),
          "conv1.bias", Shape.of(4),
          "block/norm.weight", Shape.of(4),
          "block/norm.bias", Shape.of(4),
          "block/norm.running_mean", Shape.of(4),
          "block/norm.running_var", Shape.of(4),
          "fc1.weight", Shape.of(2, 16),
          "fc1.bias", Shape.of(2),
          "fc10.weight", Shape.of(2, 2),
          "fc10.bias", Shape.of(2));

  /** Has descriptions alone. */
  private static final class Described implements WeightSource {
    private final List<NamedTensor> tensors = new ArrayList<>();

    Described() {
      TENSORS.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(entry -> with(entry.getKey(), entry.getValue()));
    }

    Described with(String name, Shape shape) {
      return with(new NamedTensor(name, shape, ElementType.FLOAT16));
    }

    Described with(NamedTensor tensor) {
      tensors.add(tensor);
      return this;
    }

    Described without(String name) {
      assertTrue(tensors.removeIf(tensor -> tensor.name().equals(name)), name);
      return this;
    }

    @Override
    public String origin() {
      return "file.bin";
    }

    @Override
    public List<NamedTensor> tensors() {
      return tensors;
    }

    @Override
    public void read(NamedTensor tensor, Consumer<ByteBuffer> pieces) {
      throw new AssertionError("values are not needed");
    }
  }

  private static WeightReport exact(Described source) {
    return WeightReport.of(NETWORK, source, WeightRule.exact());
  }

  private static String refusal(WeightReport report) {
    assertFalse(report.fits());
    WeightMismatchException refusal =
        assertThrows(WeightMismatchException.class, report::requireFit);
    assertSame(report, refusal.report());
    assertTrue(refusal.getMessage().startsWith("file.bin does not fit network 'net': "));
    assertTrue(refusal.getMessage().contains("WeightRule.renamed("), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("exceptHead("), refusal.getMessage());
    return refusal.getMessage();
  }

  @Test
  void theSameTensorsAreAllTaken() {
    WeightReport report = exact(new Described());
    report.requireFit();
    assertTrue(report.fits());
    assertEquals(
        TENSORS.keySet().stream().sorted().toList(),
        report.taken().stream().map(WeightReport.Taken::name).toList());
    assertEquals(List.of(), report.kept());
    assertEquals(List.of(), report.leftOut());
    assertEquals("file.bin for network 'net': 10 tensors taken", report.toString());
  }

  @Test
  void aMissingTensorIsNamedWithWhatMayBeMeant() {
    WeightReport report =
        exact(
            new Described()
                .without("fc1.weight")
                .with("weight_of_1", Shape.of(16, 2))
                .with("first", Shape.of(2, 16))
                .without("fc10.weight")
                .with("fc10.wieght", Shape.of(2, 3))
                .without("conv1.weight"));
    assertEquals(
        List.of(
            new WeightReport.Missing("conv1.weight", Shape.of(4, 3, 3, 3), Optional.empty()),
            new WeightReport.Missing("fc1.weight", Shape.of(2, 16), Optional.of("first")),
            new WeightReport.Missing("fc10.weight", Shape.of(2, 2), Optional.of("fc10.wieght"))),
        report.missing());
    String message = refusal(report);
    assertTrue(message.contains("it lacks conv1.weight 4×3×3×3"), message);
    assertTrue(message.contains("fc10.weight 2×2 (it has fc10.wieght)"), message);
    assertTrue(message.contains("does not have its weight_of_1 16×2 float16, first 2×16"), message);
  }

  @Test
  void nothingIsSuggestedThatIsAnotherWord() {
    WeightReport report = exact(new Described().without("conv1.bias").with("xyz", Shape.of(7)));
    assertEquals(Optional.empty(), report.missing().getFirst().nearest());
  }

  @Test
  void anotherShapeAndIntegersAreMisfits() {
    WeightReport report =
        exact(
            new Described()
                .without("fc10.weight")
                .with("fc10.weight", Shape.of(1000, 2))
                .without("fc10.bias")
                .with(new NamedTensor("fc10.bias", Shape.of(2), ElementType.INT8)));
    assertEquals(2, report.misfits().size());
    assertEquals(8, report.taken().size());
    String message = refusal(report);
    assertTrue(
        message.contains("its fc10.weight 1000×2 float16 should be 2×2 of a float type"), message);
    assertTrue(message.contains("its fc10.bias 2 int8 should be 2 of a float type"), message);
  }

  @Test
  void aMessageNamesSomeTensorsAndTheReportAll() {
    Described source = new Described();
    for (int i = 0; i < 9; i++) {
      source.with("extra" + i, Shape.of(1));
    }
    WeightReport report = exact(source);
    String message = refusal(report);
    assertTrue(message.contains("extra4 1 float16 and 4 more"), message);
    assertFalse(message.contains("extra5"), message);
    assertEquals(10, report.toString().lines().count());
  }

  @Test
  void everythingButALayerCanBeTaken() {
    Described source =
        new Described()
            .without("fc10.weight")
            .with("fc10.weight", Shape.of(1000, 2))
            .without("fc10.bias");
    WeightReport report =
        WeightReport.of(NETWORK, source, WeightRule.exact().except("fc10", "block"));
    report.requireFit();
    assertEquals(
        List.of("conv1.bias", "conv1.weight", "fc1.bias", "fc1.weight"),
        report.taken().stream().map(WeightReport.Taken::name).toList());
    assertEquals(
        List.of(
            "block/norm.weight",
            "block/norm.bias",
            "fc10.weight",
            "fc10.bias",
            "block/norm.running_mean",
            "block/norm.running_var"),
        report.kept());
    assertEquals(5, report.leftOut().size());
    List<String> lines = report.toString().lines().toList();
    assertEquals("file.bin for network 'net': 4 tensors taken", lines.getFirst());
    assertTrue(lines.contains("  kept at initial values: fc10.bias"), lines.toString());
    assertTrue(lines.contains("  left out by the rule: fc10.weight 1000×2 float16"));
  }

  @Test
  void aLayersNameIsNoPrefixOfAnothers() {
    WeightReport report =
        WeightReport.of(
            NETWORK,
            new Described().without("fc10.bias"),
            WeightRule.exact().except("fc1", "conv1.bias"));
    assertEquals("fc10.bias", report.missing().getFirst().name());
    assertEquals(List.of("conv1.bias", "fc1.weight", "fc1.bias"), report.kept());
  }

  @Test
  void tensorsAreLeftOutByACondition() {
    Described source =
        new Described()
            .with(new NamedTensor("block/norm.num_batches_tracked", Shape.of(), ElementType.INT64));
    assertEquals(1, exact(source).leftOver().size());
    WeightReport report =
        WeightReport.of(
            NETWORK,
            source,
            WeightRule.exact().except(name -> name.endsWith(".num_batches_tracked")));
    report.requireFit();
    assertEquals(
        "block/norm.num_batches_tracked of one element int64",
        report.leftOut().getFirst().toString());
  }

  @Test
  void aLayerToLeaveOutThatNobodyHasIsRefused() {
    CheckpointException refusal =
        assertThrows(
            CheckpointException.class,
            () -> WeightReport.of(NETWORK, new Described(), WeightRule.exact().except("fc11")));
    assertTrue(refusal.getMessage().contains("except(\"fc11\")"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("the nearest name is fc1"), refusal.getMessage());
  }

  @Test
  void renamedLayersAndTensorsAreFound() {
    Described source =
        new Described()
            .without("conv1.weight")
            .without("conv1.bias")
            .with("features.0.weight", Shape.of(4, 3, 3, 3))
            .with("features.0.bias", Shape.of(4))
            .without("fc1.bias")
            .with("fc1/b", Shape.of(2));
    WeightRule rule =
        WeightRule.exact()
            .renamed("features.0", "conv1")
            .renamed(name -> name.replace("fc1/", "fc1."))
            .renamed(name -> name.endsWith(".b") ? name + "ias" : name);
    WeightReport report = WeightReport.of(NETWORK, source, rule);
    report.requireFit();
    assertTrue(
        report
            .taken()
            .contains(
                new WeightReport.Taken(
                    new NamedTensor("features.0.bias", Shape.of(4), ElementType.FLOAT16),
                    "conv1.bias")));
  }

  @Test
  void misspeltOrAmbiguousRenamingsAreRefused() {
    assertRefused(
        WeightRule.exact().renamed("conv2", "conv1"),
        "renamed(\"conv2\", …) names no layer or tensor of file.bin; the nearest name is conv1");
    assertRefused(
        WeightRule.exact().renamed("fc10.bias", "fc1.bias"),
        "the tensors fc1.bias and fc10.bias are both called fc1.bias");
    assertRefused(WeightRule.exact().renamed(name -> " "), "gives block/norm.bias no name");
  }

  private static void assertRefused(WeightRule rule, String expected) {
    String message =
        assertThrows(
                CheckpointException.class, () -> WeightReport.of(NETWORK, new Described(), rule))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void twoTensorsOfOneNameAreRefused() {
    Described source = new Described().with("fc1.bias", Shape.of(2));
    String message = assertThrows(CheckpointException.class, () -> exact(source)).getMessage();
    assertTrue(message.contains("the tensors fc1.bias and fc1.bias"), message);
  }

  /** A file with very many names is refused as soon as one with few. */
  @Test
  void namesWithoutEndAreNotCompared() {
    Described source = new Described().without("fc1.bias");
    for (int i = 0; i < 100_000; i++) {
      source.with("fc1.bias" + i, Shape.of(2));
    }
    WeightReport report = exact(source);
    assertEquals(Optional.empty(), report.missing().getFirst().nearest());
    assertTrue(refusal(report).contains("and 99995 more"));
  }

  @Test
  void weightsInMemoryAreTheSizeTheySay() {
    InMemoryWeights weights = InMemoryWeights.of("mine");
    weights.add("a", Shape.of(2), new float[2]);
    for (Runnable wrong :
        List.<Runnable>of(
            () -> weights.add("a", Shape.of(2), new float[2]),
            () -> weights.add("b", Shape.of(2), new float[3]),
            () ->
                weights.add(
                    new NamedTensor("c", Shape.of(2), ElementType.FLOAT64),
                    ByteBuffer.allocate(8)))) {
      String message = assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
      assertTrue(message.startsWith("mine: "), message);
    }
    assertEquals(1, weights.tensors().size());
  }
}
