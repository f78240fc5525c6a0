package dev.alexandrite.core.classify;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.InvalidModelException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.core.augment.ImagePreparer;
import dev.alexandrite.core.augment.View;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.StatisticsTensors;
import dev.alexandrite.core.checkpoint.TensorValues;
import dev.alexandrite.core.plan.InferencePlan;
import dev.alexandrite.core.plan.Planner;
import dev.alexandrite.core.program.Programs;
import dev.alexandrite.core.reference.ScalarBackendProvider;
import dev.alexandrite.core.train.SmallRun;
import dev.alexandrite.data.Image;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Dropout;
import dev.alexandrite.model.Initializer;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.model.Node;
import dev.alexandrite.model.Parameter;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.spi.BackendOptions;
import dev.alexandrite.spi.Program;
import dev.alexandrite.spi.RunState;
import dev.alexandrite.spi.TensorStore;
import dev.alexandrite.tensor.BinaryFunction;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen inside a network is what its parts compute by themselves. */
class InspectorTest {
  private static final Image IMAGE = SmallRun.image(5, 2);
  private static final int LABEL = 1;

  /** Its first two ReLUs are computed together with the layers before them. */
  private static final Network NETWORK =
      Network.builder("chain", Shape.image(3, 6, 6))
          .conv2d("conv1", Conv2d.of(4, 3))
          .relu("relu1")
          .add("norm1", BatchNorm.of())
          .maxPool("pool1", MaxPool.of(2, 2))
          .flatten("flat")
          .add("drop", new Dropout(0.5, Dropout.Mode.ORIGINAL))
          .linear("fc1", Linear.of(6))
          .relu("relu2")
          .linear("fc2", Linear.of(SmallRun.CLASSES.size()))
          .build();

  private static final List<String> ALL = NETWORK.nodes().stream().map(Node::name).toList();

  @TempDir static Path temp;

  private static Path checkpoint;
  private static Classifier classifier;

  @BeforeAll
  static void train() {
    InputPipeline pipeline =
        InputPipeline.plain(NETWORK.input())
            .resize(new Resize.None(8, 8))
            .normalization(new Normalization.MeanImage(true))
            .training(List.of(Augment.randomCrop(6)));
    TrainingResult run =
        Trainer.of(new Recipe(NETWORK, pipeline))
            .data(SmallRun.data(22))
            .batchSize(4)
            .epochs(3)
            .optimizer(Sgd.paper(0.02).momentum(0.9))
            .backend("scalar")
            .loaderThreads(1)
            .checkpoints(temp.resolve("run"))
            .fit();
    checkpoint = run.checkpoint().orElseThrow();
    classifier = run.classifier();
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void activationsAreThoseOfANetworkThatEndsThere() {
    Inspection all = classifier.inspect(IMAGE, ALL);
    assertArrayEquals(
        input(), classifier.inspect(IMAGE, List.of("input")).layer("input").activation());
    for (String layer : ALL) {
      NetworkBuilder part = Network.builder("part", NETWORK.input());
      for (Node node : NETWORK.nodes().subList(0, ALL.indexOf(layer) + 1)) {
        part.add(node.name(), node.layer());
      }
      float[] expected = run(part.build(), input());
      assertEquals(NETWORK.shape(layer), all.layer(layer).shape());
      assertArrayEquals(expected, all.layer(layer).activation(), layer);
      assertArrayEquals(
          expected, classifier.inspect(IMAGE, List.of(layer)).layer(layer).activation(), layer);
    }
    assertArrayEquals(all.layer("fc2").activation(), all.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"input", "conv1", "relu1", "norm1", "pool1", "flat", "fc1", "relu2"})
  void gradientsAreThoseOfFiniteDifferences(String layer) {
    Inspection seen = classifier.inspect(IMAGE, List.of(layer), LABEL);
    float[] at = seen.layer(layer).activation();
    float[] gradient = seen.layer(layer).gradient();
    assertEquals(at.length, gradient.length);
    NetworkBuilder part = Network.builder("part", NETWORK.shape(layer));
    for (Node node : NETWORK.nodes().subList(ALL.indexOf(layer) + 1, ALL.size())) {
      part.add(node.name(), node.layer());
    }
    Network rest = part.build();
    float middle = run(rest, at)[LABEL];
    float step = 1f / 128;
    double largest = 0;
    for (float value : gradient) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 0.01, "nothing to compare: " + largest);
    int compared = 0;
    for (int i = 0; i < at.length; i++) {
      double above = (score(rest, at, i, step) - middle) / step;
      double below = (middle - score(rest, at, i, -step)) / step;
      if (Math.abs(above - below) < 2e-3 * largest) { // no kink of a ReLU or a maximum nearby
        assertEquals((above + below) / 2, gradient[i], 2e-3 * largest, layer + " " + i);
        compared++;
      }
    }
    assertTrue(3 * compared >= at.length, compared + " of " + at.length);
  }

  private static float score(Network rest, float[] at, int element, float step) {
    float[] moved = at.clone();
    moved[element] += step;
    return run(rest, moved)[LABEL];
  }

  @Test
  void gradientsDoNotDependOnWhatElseIsAskedFor() {
    Inspection all = classifier.inspect(IMAGE, ALL, LABEL);
    for (String layer : ALL) {
      assertArrayEquals(
          classifier.inspect(IMAGE, List.of(layer), LABEL).layer(layer).gradient(),
          all.layer(layer).gradient(),
          layer);
    }
    assertArrayEquals(new float[] {0, 1, 0}, all.layer("fc2").gradient());
    assertArrayEquals(classifier.inspect(IMAGE, ALL).output(), all.output());
  }

  @Test
  void preparedInputsAreSeenAsImagesAreWhateverTheBatch() {
    float[] input = input();
    float[] other = input.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = input[i] / 2 + i % 7 - 3;
    }
    Inspection image = classifier.inspect(IMAGE, ALL, LABEL);
    List<Inspection> three = inspected(List.of(other, input, other), ALL, "fc2", LABEL);
    List<Inspection> fewer = inspected(List.of(input, other), ALL, "fc2", LABEL);
    Inspection alone = inspected(List.of(other), ALL, "fc2", LABEL).getFirst();
    assertEquals(3, three.size());
    assertSame(image, three.get(1));
    assertSame(image, fewer.get(0));
    assertSame(alone, three.get(0));
    assertSame(alone, three.get(2));
    assertSame(alone, fewer.get(1));
  }

  private static List<Inspection> inspected(
      List<float[]> inputs, List<String> layers, String target, int element) {
    return classifier.inspectInputs(inputs, layers, target, element);
  }

  private static void assertSame(Inspection expected, Inspection found) {
    assertArrayEquals(expected.output(), found.output());
    for (String layer : ALL) {
      assertArrayEquals(expected.layer(layer).activation(), found.layer(layer).activation(), layer);
      assertArrayEquals(expected.layer(layer).gradient(), found.layer(layer).gradient(), layer);
    }
  }

  @Test
  void aNumberOfAnyLayerCanBeTheScore() {
    float[] input = input();
    List<String> layers = List.of("input", "pool1", "fc2");
    Inspection seen = inspected(List.of(input), layers, "norm1", 5).getFirst();
    assertArrayEquals(new float[NETWORK.shape("pool1").elements()], seen.layer("pool1").gradient());
    assertArrayEquals(new float[3], seen.layer("fc2").gradient());
    float[] gradient = seen.layer("input").gradient();
    int strongest = 0;
    for (int i = 0; i < gradient.length; i++) {
      strongest = Math.abs(gradient[i]) > Math.abs(gradient[strongest]) ? i : strongest;
    }
    float[] above = input.clone();
    float[] below = input.clone();
    above[strongest] += 1f / 64;
    below[strongest] -= 1f / 64;
    List<Inspection> moved = inspected(List.of(above, below), List.of("norm1"), "norm1", 5);
    float rise =
        moved.get(0).layer("norm1").activation()[5] - moved.get(1).layer("norm1").activation()[5];
    assertTrue(Math.abs(gradient[strongest]) > 1e-4, "nothing to compare");
    assertEquals(gradient[strongest], rise * 32, 0.02 * Math.abs(gradient[strongest]));
  }

  @Test
  void inputsThatCannotBeInspectedAreRefused() {
    float[] input = input();
    assertRefused("'conv9'", List.of(input), List.of("conv1"), "conv9", 0);
    assertRefused("'conv9'", List.of(input), List.of("conv9"), "fc2", 0);
    assertRefused("element 3", List.of(input), List.of("conv1"), "fc2", 3);
    assertRefused("element -1", List.of(input), List.of("conv1"), "fc2", -1);
    assertRefused("no inputs", List.of(), List.of("conv1"), "fc2", 0);
    assertRefused("has 5 numbers, expected 108", List.of(input, new float[5]), ALL, "fc2", 0);
  }

  private static void assertRefused(
      String message, List<float[]> inputs, List<String> layers, String target, int element) {
    String found =
        assertThrows(RuntimeException.class, () -> inspected(inputs, layers, target, element))
            .getMessage();
    assertTrue(found.contains(message), found);
  }

  @Test
  void whatIsComputedOfParametersAloneIsNeverSharedOut() {
    Network network =
        Network.builder("shift", Shape.image(3, 6, 6))
            .flatten("flat")
            .parameter("shift", Parameter.of(Shape.of(108), new Initializer.Constant(1)))
            .binary("shifted", BinaryFunction.ADD, "flat", "shift")
            .linear("fc", Linear.of(2))
            .build();
    InMemoryWeights weights = InMemoryWeights.of("test");
    network
        .parameters()
        .forEach(spec -> weights.add(spec.name(), spec.shape(), ones(spec.shape().elements())));
    try (Classifier shift =
        Classifier.builder(network)
            .weights(weights)
            .classNames(List.of("a", "b"))
            .options(ClassifierOptions.defaults().backend("scalar"))
            .build()) {
      List<float[]> two = List.of(ones(108), ones(108));
      Inspection one = shift.inspectInputs(two.subList(0, 1), List.of("shift"), "fc", 1).getFirst();
      assertArrayEquals(ones(108), one.layer("shift").gradient());
      String several =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> shift.inspectInputs(two, List.of("shift"), "fc", 1))
              .getMessage();
      assertTrue(several.contains("layer shift"), several);
      String target =
          assertThrows(
                  InvalidModelException.class,
                  () -> shift.inspectInputs(two, List.of("fc"), "shift", 1))
              .getMessage();
      assertTrue(target.contains("parameters alone"), target);
    }
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void anInspectionChangesNoPrediction() {
    float[] before = classifier.classify(IMAGE).probabilities();
    classifier.inspect(IMAGE, ALL, 0);
    assertArrayEquals(before, classifier.classify(IMAGE).probabilities());
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    String unknown =
        assertThrows(InvalidModelException.class, () -> classifier.inspect(IMAGE, List.of("conv9")))
            .getMessage();
    assertTrue(unknown.contains("'conv9'") && unknown.contains("conv1"), unknown);
    String label =
        assertThrows(IllegalArgumentException.class, () -> classifier.inspect(IMAGE, ALL, 3))
            .getMessage();
    assertTrue(label.contains("class 3 was asked for, expected 0 to 2"), label);
    Inspection without = classifier.inspect(IMAGE, List.of("fc1"));
    assertThrows(IllegalStateException.class, without.layer("fc1")::gradient);
    assertThrows(IllegalArgumentException.class, () -> without.layer("fc2"));
    Classifier closed = Classifier.load(checkpoint, ClassifierOptions.defaults().backend("scalar"));
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.inspect(IMAGE, ALL));
    assertThrows(
        IllegalStateException.class, () -> closed.inspectInputs(List.of(input()), ALL, "fc2", 0));
  }

  private static float[] input() {
    float[] input = new float[NETWORK.input().elements()];
    CheckpointReader reader = new CheckpointReader(checkpoint);
    StatisticsTensors statistics = new StatisticsTensors();
    reader.weights(
        (name, shape, values) -> {
          TensorValues all = TensorValues.of(values.toArray(shape.elements()));
          if (StatisticsTensors.owns(name)) {
            statistics.accept(name, shape, all);
          }
        });
    new ImagePreparer(reader.manifest().pipeline(), statistics.build())
        .view(IMAGE, View.CENTRE, input, 0);
    return input;
  }

  /** Runs a part of the network with the weights of the checkpoint. */
  private static float[] run(Network part, float[] input) {
    Backend backend = new ScalarBackendProvider().create(new BackendOptions(1));
    InferencePlan plan = Planner.inference(part, 1);
    TensorStore store = new TensorStore(backend, plan.persistent());
    List<String> names = store.tensors().stream().map(tensor -> tensor.name()).toList();
    new CheckpointReader(checkpoint)
        .weights(
            (name, shape, values) -> {
              float[] all = values.toArray(shape.elements());
              if (names.contains(name)) {
                store.upload(name, all);
              }
            });
    Program program = Programs.compile(backend, plan.graph(), store);
    program.upload(plan.input(), input, 1);
    program.run(new RunState());
    float[] output = new float[part.shape(part.output()).elements()];
    program.download(plan.output(), 1, output);
    return output;
  }
}
