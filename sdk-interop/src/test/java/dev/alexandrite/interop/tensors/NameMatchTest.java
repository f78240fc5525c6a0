package dev.alexandrite.interop.tensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightMismatchException;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.BatchNorm;
import dev.alexandrite.model.Conv2d;
import dev.alexandrite.model.Linear;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.NetworkBuilder;
import dev.alexandrite.tensor.ElementType;
import dev.alexandrite.tensor.NamedTensor;
import dev.alexandrite.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NameMatchTest {
  private static final Map<String, String> TORCHVISION =
      Map.of(
          "conv1",
          "features.0",
          "conv2",
          "features.3",
          "conv3",
          "features.6",
          "conv4",
          "features.8",
          "conv5",
          "features.10",
          "fc6",
          "classifier.1",
          "fc7",
          "classifier.4",
          "fc8",
          "classifier.6");

  private static final Network ALEX = AlexNet.tiny().classes(10).build().network();

  private static String torchvision(String name) {
    int dot = name.lastIndexOf('.');
    return TORCHVISION.get(name.substring(0, dot)) + name.substring(dot);
  }

  private static WeightReport report(Network network, UnaryOperator<String> names) {
    InMemoryWeights source = RandomWeights.of(network, names);
    return WeightReport.of(network, source, NameMatch.rule(network, source));
  }

  @Test
  void namesAreTakenAsTheyAreOrBare() {
    for (String prefix :
        List.of("", "module.", "model.", "_orig_mod.", "model.module.", "module._orig_mod.")) {
      assertTrue(report(ALEX, name -> prefix + name).fits(), prefix);
      assertTrue(report(ALEX, name -> prefix + torchvision(name)).fits(), prefix);
    }
  }

  @Test
  void aPrefixOfSomeIsAName() {
    WeightReport report = report(ALEX, name -> name.startsWith("fc8") ? name : "module." + name);
    assertEquals(14, report.missing().size());
  }

  private static Network blocks() {
    NetworkBuilder net = Network.builder("blocks", Shape.image(3, 8, 8));
    net.composite(
        "layer1",
        (scope, inputs) -> {
          scope.conv2d("conv1", Conv2d.of(4, 3), inputs.getFirst());
          scope.batchNorm("bn1", BatchNorm.of(), "conv1");
          return "bn1";
        },
        "input");
    return net.flatten("flatten").linear("fc", Linear.of(2)).build();
  }

  @Test
  void compositesMayHaveDotsAndCountsAreLeftOut() {
    Network network = blocks();
    InMemoryWeights source = RandomWeights.of(network, name -> "module." + name.replace('/', '.'));
    source.add(
        new NamedTensor("module.layer1.bn1.num_batches_tracked", Shape.of(), ElementType.INT64),
        ByteBuffer.allocate(Long.BYTES));
    WeightReport report = WeightReport.of(network, source, NameMatch.rule(network, source));
    assertTrue(report.fits(), report.toString());
    assertEquals(1, report.leftOut().size());
  }

  @Test
  void whatDoesNotFitIsReportedByTheNearestRule() {
    Network more = AlexNet.tiny().classes(11).build().network();
    InMemoryWeights source = RandomWeights.of(ALEX, name -> "module." + torchvision(name));
    WeightMismatchException refused =
        assertThrows(
            WeightMismatchException.class,
            () -> WeightsAlone.load(source, LoadOptions.defaults().model(more), List.of()));
    assertEquals(
        List.of("fc8.weight", "fc8.bias"),
        refused.report().misfits().stream().map(WeightReport.Misfit::name).toList());
    assertEquals(14, refused.report().taken().size());
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("fc8.weight"), message);
  }

  @Test
  void aMisspeltTensorHasItsNearestName() {
    InMemoryWeights source =
        RandomWeights.of(ALEX, name -> name.equals("fc7.bias") ? "fc7.biass" : name);
    WeightReport report = WeightReport.of(ALEX, source, NameMatch.rule(ALEX, source));
    assertEquals("[fc7.bias 256, nearest is fc7.biass]", report.missing().toString());
  }
}
