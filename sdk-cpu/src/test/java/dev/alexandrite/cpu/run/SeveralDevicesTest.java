package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.ParameterOptions;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import dev.alexandrite.train.Lamb;
import dev.alexandrite.train.Losses;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.Mixing;
import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.RmsProp;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same global batches on several devices, each with memory of its own. */
class SeveralDevicesTest {
  private static final int IMAGES = 77;

  @TempDir Path directory;

  /** Five epochs of four steps; the last batch of each has 17 images, no multiple of 8. */
  private Trainer trainer(String name, Model model) {
    return trainer(name, model, 5, 0.01);
  }

  private Trainer trainer(String name, Model model, int epochs, double rate) {
    return trainer(name, model, epochs, Sgd.paper(rate).momentum(0.9).weightDecay(5e-4));
  }

  private Trainer trainer(String name, Model model, int epochs, Optimizer rule) {
    return Trainer.of(model)
        .data(DrawnShapes.of(IMAGES, 32, 5))
        .epochs(epochs)
        .batchSize(20)
        .optimizer(rule)
        .checkpoints(directory.resolve(name))
        .backend("cpu")
        .loaderThreads(1)
        .seed(7);
  }

  private static Model tiny() {
    return AlexNet.tiny().classes(10).build();
  }

  @Test
  void anyNumberOfDevicesGivesTheSameBytes() throws IOException {
    Weights one = Weights.of(trainer("1", tiny()));
    for (int devices : new int[] {2, 3, 4, 5, 6, 7, 8}) {
      Weights several = Weights.of(trainer("d" + devices, tiny()).devices(devices));
      one.assertSameBytes(several, devices + " devices");
    }
  }

  @Test
  void whatComesBetweenGradientsAndUpdatesGivesTheSameBytesToo() throws IOException {
    assertSameBytes("gathered", t -> t.accumulate(3).clipNorm(0.5).maxNorm(2).averageWeights(0.9));
    assertSameBytes(
        "weighted", t -> t.labelSmoothing(0.1).classWeights(1, 2, 1, 1, 3, 1, 1, 1, 1, 1));
    assertSameBytes(
        "validated",
        t ->
            t.validation(DrawnShapes.of(20, 32, 6))
                .schedule(Schedules.dividePlateauBy(10).patience(1)));
    assertSameBytes("mixed", t -> t.mixing(Mixing.mixup(0.2).orCutMix(1)).labelSmoothing(0.1));
    assertSameBytes("host loss", t -> t.loss(Losses.focal(2)));
  }

  @Test
  void optimizersOfMoreStatesGiveTheSameBytesToo() throws IOException {
    for (Optimizer rule :
        List.of(RmsProp.tensorflow(0.001).momentum(0.9).epsilon(1e-3), Lamb.of(0.01))) {
      Weights one = Weights.of(trainer("one " + rule, tiny(), 2, rule));
      Weights three = Weights.of(trainer("three " + rule, tiny(), 2, rule).devices(3));
      one.assertSameBytes(three, rule.toString());
    }
  }

  @Test
  void lambIsRefusedWhereALayersWeightsAreDivided() {
    Trainer trainer =
        trainer("towers", tiny(), 1, Lamb.of(0.01)).devices(2).parallelism(Parallelism.towers());
    TrainingException refusal = assertThrows(TrainingException.class, trainer::fit);
    assertTrue(
        refusal.getMessage().startsWith("Lamb needs all weights of a layer in one place"),
        refusal.getMessage());
  }

  /** Its gradient is read long after it was written: other steps come between the two. */
  @Test
  void aParameterFarFromItsReaderGivesTheSameBytesToo() throws IOException {
    Network network =
        Network.builder("scaled", Shape.image(3, 32, 32))
            .parameter("scale", Parameter.of(Shape.of(16, 1, 1), new Initializer.Constant(1)))
            .conv2d("conv1", Conv2d.of(16, 5).stride(2).pad(2).options(calm()))
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(16, 3).pad(1).options(calm()))
            .relu("relu2")
            .binary("scaled", BinaryFunction.MULTIPLY, "relu2", "scale")
            .conv2d("conv3", Conv2d.of(8, 3).options(calm()))
            .flatten("flatten")
            .linear("fc", Linear.of(10).options(calm()))
            .build();
    Weights one = Weights.of(trainer("scaled", network));
    for (int devices : new int[] {2, 3}) {
      one.assertSameBytes(
          Weights.of(trainer("scaled on " + devices, network).devices(devices)), "scaled");
    }
  }

  private void assertSameBytes(String name, UnaryOperator<Trainer> options) throws IOException {
    Weights one = Weights.of(options.apply(trainer(name, tiny())));
    Weights three = Weights.of(options.apply(trainer(name + " on 3", tiny()).devices(3)));
    one.assertSameBytes(three, name);
  }

  @Property(tries = 25)
  void batchesThatDoNotDivideEvenlyGiveTheSameBytes(
      @ForAll @IntRange(min = 1, max = 24) int batch,
      @ForAll @IntRange(min = 10, max = 40) int images,
      @ForAll @IntRange(min = 2, max = 8) int devices)
      throws IOException {
    Path folder = Files.createTempDirectory("devices");
    UnaryOperator<Trainer> options =
        trainer ->
            trainer.data(DrawnShapes.of(images, 16, 3)).epochs(2).batchSize(batch).loaderThreads(1);
    Weights one = Weights.of(options.apply(plain()).checkpoints(folder.resolve("one")));
    Weights several =
        Weights.of(options.apply(plain()).checkpoints(folder.resolve("several")).devices(devices));
    one.assertSameBytes(several, devices + " devices");
  }

  /** Batch norm sees a device's own examples, so that only as many devices give the same bytes. */
  @Test
  void residualNetsTrainOnSeveralDevicesAndResumeOnAsMany() throws IOException {
    Weights whole = Weights.of(residual("whole", 4, 3));
    whole.assertSameBytes(Weights.of(residual("again", 4, 3).threads(1)), "again on one thread");
    Weights.of(residual("resumed", 2, 3));
    whole.assertSameBytes(Weights.of(residual("resumed", 4, 3).resume()), "a run that was resumed");
    CheckpointException refused =
        assertThrows(CheckpointException.class, () -> residual("resumed", 5, 2).resume().fit());
    assertTrue(refused.getMessage().contains("DATA(3)"), refused.getMessage());
  }

  private Trainer residual(String name, int epochs, int devices) {
    return trainer(name, ResNet.presets().get("cifarResnet20").get().build(), epochs, 0.05)
        .averageWeights(0.9)
        .mixing(Mixing.mixup(0.2))
        .devices(devices);
  }

  /** Each of two devices normalises its own examples. */
  @Test
  void resNet18LearnsOnTwoDevices() {
    Trainer trainer =
        Trainer.of(ResNet.resnet18().inputSize(64).classes(10).build())
            .data(DrawnShapes.of(48, 72, 5))
            .epochs(6)
            .batchSize(16)
            .optimizer(Sgd.pytorch(0.02).momentum(0.9))
            .devices(2)
            .backend("cpu")
            .loaderThreads(1)
            .seed(7);
    try (TrainingResult run = trainer.fit()) {
      double first = run.history().getFirst().trainLoss();
      double last = run.history().getLast().trainLoss();
      assertTrue(last < 0.7 * first, "loss from " + first + " to " + last);
    }
  }

  /** Small, and with a kernel of every algorithm that sums over a batch. */
  private static Trainer plain() {
    Network network =
        Network.builder("plain", Shape.image(3, 16, 16))
            .conv2d("conv1", Conv2d.of(16, 5).stride(2).pad(2))
            .relu("relu1")
            .conv2d("conv2", Conv2d.of(32, 3).pad(1))
            .relu("relu2")
            .maxPool("pool2", MaxPool.of(2, 2))
            .flatten("flat")
            .dropout("drop", Dropout.of(0.5))
            .linear("fc", Linear.of(10))
            .build();
    return Trainer.of(network).backend("cpu");
  }

  @Test
  void aRunIsResumedOnAnotherNumberOfDevices() throws IOException {
    Weights whole = Weights.of(trainer("whole", tiny()));
    Weights.of(trainer("moved", tiny(), 2, 0.01).devices(2));
    Weights moved = Weights.of(trainer("moved", tiny()).devices(3).resume());
    whole.assertSameBytes(moved, "a run that moved from 2 to 3 devices");
  }

  @Test
  void towersOfTwoDevicesAgreeWithOne() {
    assertAgree("tiny", calmTiny(), Parallelism.towers(), 2);
    assertAgree("paper", towers("paper", false), Parallelism.towers(), 2);
    assertAgree("released", towers("released", true), Parallelism.towers(), 2);
  }

  /** A layer of a composite that is called like one beside it, and has other shares. */
  @Test
  void layersOfTheSameNameInACompositeAreToldApart() {
    Network network =
        Network.builder("composite", Shape.image(3, 16, 16))
            .conv2d("conv1", Conv2d.of(16, 5).stride(2).pad(2).options(calm()))
            .relu("relu1")
            .composite(
                "block",
                (scope, inputs) -> {
                  scope.conv2d("conv1", Conv2d.of(32, 3).pad(1).options(calm())).relu("relu1");
                  return "relu1";
                })
            .flatten("flatten")
            .linear("fc", Linear.of(10).options(calm()))
            .build();
    assertAgree("composite", network, Parallelism.towers(), 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 8})
  void hybridsAgreeWithOneDevice(int devices) {
    assertAgree("tiny" + devices, calmTiny(), Parallelism.hybrid(), devices);
  }

  /**
   * The start and rate keep the run from amplifying rounding: with those of {@code tiny()} the
   * backends cpu and scalar are 3 % apart after twenty steps, on one device each.
   */
  private void assertAgree(String name, Network network, Parallelism scheme, int devices) {
    Weights one = Weights.of(calm(name + " on one", network));
    Weights several = Weights.of(calm(name, network).devices(devices).parallelism(scheme));
    one.assertClose(several, Tolerances.WEIGHTS, name + ", " + scheme + " on " + devices);
  }

  private Trainer calm(String name, Network network) {
    return trainer(name, network, 5, 0.001);
  }

  private static Network calmTiny() {
    return AlexNet.tiny()
        .classes(10)
        .initializer(new Initializer.ScaledNormal(0.5))
        .biases(new Initializer.Constant(0.1))
        .build()
        .network();
  }

  private static ParameterOptions calm() {
    return ParameterOptions.DEFAULT
        .weights(new Initializer.ScaledNormal(0.5))
        .biases(new Initializer.Constant(0.1));
  }

  /** The layers of the paper's networks, with fewer of everything. */
  private static Network towers(String name, boolean released) {
    LocalResponseNorm norm = LocalResponseNorm.paper();
    LocalResponseNorm within = LocalResponseNorm.of(5).alpha(1e-3).withinMap(true);
    var net =
        Network.builder(name, Shape.image(3, 32, 32))
            .conv2d("conv1", Conv2d.of(16, 5).stride(2).pad(2).options(calm()))
            .relu("relu1")
            .localResponseNorm("norm1", released ? norm.towers(2) : norm)
            .maxPool("pool1", MaxPool.of(3, 2))
            .conv2d("conv2", Conv2d.of(32, 5).pad(2).groups(2).options(calm()))
            .relu("relu2")
            .localResponseNorm("norm2", released ? within : norm)
            .conv2d("conv3", Conv2d.of(32, 3).pad(1).options(calm()))
            .relu("relu3")
            .conv2d("conv4", Conv2d.of(16, 3).pad(1).groups(2).options(calm()))
            .relu("relu4")
            .maxPool("pool5", MaxPool.of(3, 2))
            .flatten("flatten");
    Dropout dropout = Dropout.of(0.5).mode(Dropout.Mode.ORIGINAL);
    return net.linear("fc6", Linear.of(63).options(calm()))
        .relu("relu6")
        .dropout("drop6", dropout)
        .linear("fc7", Linear.of(62).options(calm()))
        .relu("relu7")
        .dropout("drop7", dropout)
        .linear("fc8", Linear.of(10).options(calm()))
        .build();
  }

  @Test
  void towersHaveHalfOfTheNumbersEachAndTheReportSaysSo() {
    List<MemoryReport> reports = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStart(RunControl run, MemoryReport report) {
            reports.add(report);
          }
        };
    Weights.of(trainer("alone", tiny()).listener(listener));
    Weights.of(
        trainer("halves", tiny()).devices(2).parallelism(Parallelism.towers()).listener(listener));
    MemoryReport alone = reports.get(0);
    MemoryReport halves = reports.get(1);
    assertEquals(alone.parameters(), halves.parameters(), "no number is on two devices");
    assertEquals(2, halves.devices().size());
    assertTrue(halves.toString().contains("on each of 2 devices"), halves::toString);
  }
}
