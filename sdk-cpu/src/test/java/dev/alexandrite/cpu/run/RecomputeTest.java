package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.EfficientNet;
import dev.alexandrite.model.GoogLeNet;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ModelBuilder;
import dev.alexandrite.model.ResNet;
import dev.alexandrite.model.Vgg;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is computed again in the backward pass takes less memory and changes no bit. */
class RecomputeTest {
  private static final int IMAGES = 20;

  @TempDir Path directory;

  /** Two epochs of three steps, the last of each with four images. */
  private Trainer trainer(String name, Model model) {
    int width = model.network().input().width();
    int pixels = width == 32 ? 32 : width + 8;
    return Trainer.of(model)
        .data(DrawnShapes.of(IMAGES, pixels, 5))
        .epochs(2)
        .batchSize(8)
        .optimizer(Sgd.pytorch(0.01).momentum(0.9).weightDecay(1e-4))
        .checkpoints(directory.resolve(name))
        .backend("cpu")
        .threads(2)
        .loaderThreads(1)
        .seed(7);
  }

  @Test
  void residualNetwork() throws IOException {
    assertSameBits(() -> ResNet.cifarResnet20().build(), t -> t);
    assertSameBits(
        () -> ResNet.cifarResnet20().build(),
        t -> t.accumulate(2).clipNorm(0.5).averageWeights(0.9).freeze("conv1"));
  }

  /** Depthwise convolutions, gates, dropout, and blocks left out for some examples. */
  @Test
  void efficientNet() throws IOException {
    assertSameBits(() -> EfficientNet.efficientnetB0().inputSize(32).classes(10).build(), t -> t);
  }

  @Test
  void googLeNetWithAuxiliaryHeads() throws IOException {
    assertSameBits(() -> GoogLeNet.googlenet().inputSize(64).classes(10).build(), t -> t);
    assertSameBits(() -> GoogLeNet.googlenet2014().inputSize(80).classes(10).build(), t -> t);
  }

  private void assertSameBits(Supplier<Model> model, UnaryOperator<Trainer> options)
      throws IOException {
    String name = "run" + System.nanoTime();
    Losses kept = new Losses();
    Losses again = new Losses();
    Trainer one = options.apply(trainer(name + "kept", model.get())).listener(kept);
    Trainer other = options.apply(trainer(name + "again", model.get())).recompute().listener(again);
    assertLess(one, other);
    Weights.of(one).assertSameBytes(Weights.of(other), model.get().network().name());
    assertTrue(kept.values.size() > 2, kept.values.size() + " updates");
    assertEquals(kept.values, again.values);
  }

  private static void assertLess(Trainer kept, Trainer again) {
    long before = kept.memory().plans();
    long after = again.memory().plans();
    assertTrue(after < before, after + " bytes of plans, not less than " + before);
  }

  /** Three have two shares of the batch each, of other sizes; all shares run the same steps. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void severalDevicesGiveTheSameBytesToo(int devices) throws IOException {
    Trainer kept = trainer("kept", ResNet.cifarResnet20().build()).devices(devices);
    Trainer again = trainer("again", ResNet.cifarResnet20().build()).devices(devices).recompute();
    assertLess(kept, again);
    Weights.of(kept).assertSameBytes(Weights.of(again), devices + " devices");
  }

  @Test
  void aRunGoesOnWithItOrWithout() throws IOException {
    Weights whole = Weights.of(trainer("whole", ResNet.cifarResnet20().build()));
    for (boolean first : new boolean[] {true, false}) {
      String folder = "parts" + first;
      Trainer stopped = recomputing(trainer(folder, ResNet.cifarResnet20().build()), first);
      stopped.checkpointEvery(1).listener(new Failure(4));
      assertThrows(Failed.class, stopped::fit);
      Trainer resumed = recomputing(trainer(folder, ResNet.cifarResnet20().build()), !first);
      whole.assertSameBytes(Weights.of(resumed.resume()), "resumed, first " + first);
    }
  }

  /** The plans are made, and none of them is allocated. */
  @Test
  void theTableOfThePageIsWhatIsPlanned() throws IOException {
    Map<String, Supplier<? extends ModelBuilder<?>>> nets = new TreeMap<>();
    nets.put("resnet50", ResNet::resnet50);
    nets.put("vgg16", Vgg::vgg16);
    nets.put("efficientnetB0", EfficientNet::efficientnetB0);
    List<String> page = Files.readAllLines(Path.of("../docs/recipes.md").toAbsolutePath());
    for (String name : nets.keySet()) {
      Trainer kept = planned(nets.get(name).get().classes(10).build());
      Trainer again = planned(nets.get(name).get().classes(10).build()).recompute();
      String row = "| " + name + " | " + plans(kept) + " | " + plans(again) + " |";
      assertTrue(page.contains(row), "the page lacks " + row);
    }
  }

  private static Trainer planned(Model net) {
    return Trainer.of(net).data(DrawnShapes.of(64, 256, 1)).batchSize(32).backend("cpu");
  }

  private static String plans(Trainer trainer) {
    return Math.round(trainer.memory().plans() * 1e-6) + " MB";
  }

  @Test
  void saidTwiceItIsRefused() {
    Trainer trainer = trainer("twice", AlexNet.tiny().build()).recompute();
    String message = assertThrows(TrainingException.class, trainer::recompute).getMessage();
    assertEquals("recompute is set twice; remove one of the calls", message);
  }

  private static Trainer recomputing(Trainer trainer, boolean again) {
    return again ? trainer.recompute() : trainer;
  }

  private static final class Losses implements TrainingListener {
    private final List<Double> values = new ArrayList<>();

    @Override
    public void onStep(StepReport report) {
      values.add(report.loss());
    }
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private record Failure(long step) implements TrainingListener {
    @Override
    public void onStep(StepReport report) {
      if (report.step() == step) {
        throw new Failed();
      }
    }
  }
}
