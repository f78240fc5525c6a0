package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Krizhevsky's CIFAR-10 networks against his configuration files. */
final class CifarNetsTest {
  @Test
  void parameterCounts() {
    assertEquals(145_578, CifarNets.layers80sec().network().parameterCount());
    assertEquals(89_578, CifarNets.layers19pct().network().parameterCount());
    assertEquals(89_578, CifarNets.layers18pct().network().parameterCount());
    assertEquals(1_116_490, CifarNets.layers13pct().network().parameterCount());
    assertEquals(2_112_970, CifarNets.layers11pct().network().parameterCount());
  }

  @Test
  void poolingRoundsUp() {
    Network whole = CifarNets.layers80sec().network();
    Network cropped = CifarNets.layers11pct().network();

    assertEquals(Shape.image(32, 16, 16), whole.shape("pool1"));
    assertEquals(Shape.image(32, 8, 8), whole.shape("pool2"));
    assertEquals(Shape.image(64, 4, 4), whole.shape("pool3"));
    assertEquals(Shape.image(64, 12, 12), cropped.shape("pool1"));
    assertEquals(Shape.image(64, 6, 6), cropped.shape("pool2"));
    assertEquals(Shape.image(64, 6, 6), cropped.shape("local3"));
    assertEquals(Shape.image(32, 6, 6), cropped.shape("local4"));
  }

  @Test
  void decaysAreThoseOfTheConfigurations() {
    assertEquals(
        Map.of("conv1", 0.004, "conv2", 0.004, "conv3", 0.004, "fc64", 0.03, "fc10", 0.03),
        decays(CifarNets.layers80sec()));
    assertEquals(
        Map.of("conv1", 0.004, "conv2", 0.004, "conv3", 0.004, "fc10", 3.0),
        decays(CifarNets.layers19pct()));
    assertEquals(
        Map.of("conv1", 0.004, "conv2", 0.004, "conv3", 0.004, "fc10", 1.0),
        decays(CifarNets.layers18pct()));
    assertEquals(
        Map.of("conv1", 0.0, "conv2", 0.0, "local3", 0.004, "local4", 0.004, "fc10", 0.004),
        decays(CifarNets.layers13pct()));
    assertEquals(
        Map.of("conv1", 0.0, "conv2", 0.0, "local3", 0.004, "local4", 0.004, "fc10", 0.01),
        decays(CifarNets.layers11pct()));
  }

  @Test
  void biasesLearnTwiceAsFastAndDoNotDecay() {
    for (ParameterSpec parameter : CifarNets.layers11pct().network().parameters()) {
      if (parameter.kind() == ParameterSpec.Kind.BIAS) {
        assertEquals(2, parameter.rateScale(), parameter.name());
        assertEquals(0, parameter.decayScale(), parameter.name());
      }
    }
  }

  @Test
  void normalisationStandsWhereTheConfigurationsHaveIt() {
    assertEquals(
        List.of("conv1", "pool1", "relu1", "norm1", "conv2", "relu2", "pool2", "norm2", "conv3"),
        names(CifarNets.layers18pct()).subList(0, 9));
    assertEquals(
        List.of("conv1", "relu1", "pool1", "norm1", "conv2", "relu2", "norm2", "pool2", "local3"),
        names(CifarNets.layers11pct()).subList(0, 9));
  }

  @Test
  void pixelsAreBytesLessTheMeanImage() {
    Recipe whole = CifarNets.layers18pct();
    Recipe cropped = CifarNets.layers13pct();

    assertEquals(PixelRange.BYTES, whole.pipeline().range());
    assertEquals(new Normalization.MeanImage(false), whole.pipeline().normalization());
    assertEquals(List.of(), whole.pipeline().training());
    assertEquals(Shape.image(3, 24, 24), cropped.pipeline().shape());
    assertEquals(
        List.of(Augment.randomCrop(24), Augment.horizontalFlip()), cropped.pipeline().training());
  }

  private static Map<String, Double> decays(Recipe recipe) {
    return recipe.network().parameters().stream()
        .filter(parameter -> parameter.kind() == ParameterSpec.Kind.WEIGHT)
        .collect(
            Collectors.toMap(
                parameter -> parameter.name().replace(".weight", ""), ParameterSpec::decayScale));
  }

  private static List<String> names(Recipe recipe) {
    return recipe.network().nodes().stream().map(Node::name).toList();
  }
}
