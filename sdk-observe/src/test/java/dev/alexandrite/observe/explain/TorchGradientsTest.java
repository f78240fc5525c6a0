package dev.alexandrite.observe.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.Inspection;
import dev.alexandrite.classify.LayerValues;
import dev.alexandrite.model.Add;
import dev.alexandrite.model.AveragePool;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.LocalResponseNorm;
import dev.alexandrite.model.MaxPool;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.testkit.Tolerances;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What gradients.py wrote beside gradients.tsv is what an inspector sees. */
class TorchGradientsTest {
  private static final int LABEL = 3;
  private static final double TOLERANCE = 1e-4;

  private static final Network NETWORK =
      Network.builder("torch", Shape.image(3, 12, 12))
          .conv2d("conv1", Conv2d.of(6, 3).pad(1))
          .relu("relu1")
          .localResponseNorm("lrn1", LocalResponseNorm.of(5).alpha(0.5).k(2))
          .maxPool("pool1", MaxPool.of(3, 2))
          .conv2d("conv2", Conv2d.of(8, 3).pad(1).groups(2))
          .batchNorm("norm2", BatchNorm.of())
          .relu("relu2")
          .conv2d("conv3a", Conv2d.of(4, 1), "relu2")
          .conv2d("conv3b", Conv2d.of(4, 3).pad(1), "relu2")
          .concat("join", "conv3a", "conv3b")
          .add("sum", Add.of(), "join", "relu2")
          .relu("relu3")
          .averagePool("pool3", AveragePool.of(2, 2))
          .flatten("flat")
          .linear("fc1", Linear.of(10))
          .relu("relu4")
          .linear("fc2", Linear.of(5))
          .build();

  /** Kind and name, to the numbers. */
  private static final Map<String, float[]> TORCH = new HashMap<>();

  private static Classifier classifier;

  @BeforeAll
  static void read() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TorchGradientsTest.class.getResourceAsStream("gradients.tsv")),
                StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t");
        double[] numbers =
            Arrays.stream(fields[3].split(" ")).mapToDouble(Double::parseDouble).toArray();
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) numbers[i];
        }
        TORCH.put(fields[0] + " " + fields[1], values);
      }
    }
    classifier =
        TinyNets.classifier(
            NETWORK, spec -> Objects.requireNonNull(TORCH.get("weight " + spec.name())));
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void valuesAndGradientsArePyTorchs() {
    List<String> layers = new ArrayList<>(List.of(Network.INPUT));
    NETWORK.nodes().stream().map(Node::name).forEach(layers::add);
    float[] input = TORCH.get("value input");
    Inspection seen =
        classifier.inspectInputs(List.of(input), layers, NETWORK.output(), LABEL).getFirst();
    double worst = 0;
    for (LayerValues layer : seen.layers()) {
      float[] value = TORCH.get("value " + layer.layer());
      float[] gradient = TORCH.get("gradient " + layer.layer());
      double values = Tolerances.maxError(layer.activation(), value);
      double gradients = Tolerances.maxError(layer.gradient(), gradient);
      System.out.printf(
          "%-7s values %.1e, gradients %.1e of PyTorch's%n", layer.layer(), values, gradients);
      worst = Math.max(worst, Math.max(values, gradients));
    }
    assertEquals(18, seen.layers().size());
    assertTrue(worst <= TOLERANCE, "largest error " + worst);
  }

  @Test
  void aBatchHasTheBitsOfItsInputsAloneAndALayerWithinItsOwnScore() {
    List<String> layers = List.of(Network.INPUT, "relu2", "fc2");
    float[] first = TORCH.get("value input");
    float[] second = first.clone();
    for (int i = 0; i < second.length; i++) {
      second[i] *= -0.5f;
    }
    List<Inspection> both = classifier.inspectInputs(List.of(first, second), layers, "relu4", 2);
    for (int row = 0; row < 2; row++) {
      float[] input = row == 0 ? first : second;
      Inspection alone = classifier.inspectInputs(List.of(input), layers, "relu4", 2).getFirst();
      for (String layer : layers) {
        assertArrayEquals(alone.layer(layer).activation(), both.get(row).layer(layer).activation());
        assertArrayEquals(alone.layer(layer).gradient(), both.get(row).layer(layer).gradient());
      }
      assertArrayEquals(new float[5], alone.layer("fc2").gradient());
      assertArrayEquals(input, alone.layer(Network.INPUT).activation());
    }
  }
}
