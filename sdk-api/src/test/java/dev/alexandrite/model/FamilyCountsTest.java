package dev.alexandrite.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts, names and shapes against torchvision 0.14's, as {@code
 * testkit/goldens/torchvision_counts.py} wrote them, and against the papers.
 */
final class FamilyCountsTest {
  record Counts(
      String preset,
      String torchvision,
      int size,
      long parameters,
      long multiplyAdds,
      int tensors,
      String checksum) {
    private static Counts of(String line) {
      String[] fields = line.split("\t", -1);
      return new Counts(
          fields[0],
          fields[1],
          Integer.parseInt(fields[2]),
          Long.parseLong(fields[3]),
          Long.parseLong(fields[4]),
          Integer.parseInt(fields[5]),
          fields[6]);
    }

    @Override
    public String toString() {
      return preset;
    }
  }

  static Stream<Counts> torchvision() throws IOException {
    try (InputStream lines =
        Objects.requireNonNull(FamilyCountsTest.class.getResourceAsStream("torchvision.tsv"))) {
      String text = new String(lines.readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines().skip(1).map(Counts::of);
    }
  }

  private static Network network(String preset) {
    return whole(preset).withoutAuxiliaryHeads();
  }

  private static Network whole(String preset) {
    return Objects.requireNonNull(Presets.byName().get(preset), preset).get().network();
  }

  @ParameterizedTest
  @MethodSource("torchvision")
  void countsNamesAndShapesAreTorchvisions(Counts expected) {
    Network net = network(expected.preset());
    List<String> tensors =
        Stream.concat(net.parameters().stream(), net.state().stream())
            .map(FamilyCountsTest::line)
            .sorted()
            .toList();
    CRC32 checksum = new CRC32();
    checksum.update(String.join("\n", tensors).getBytes(StandardCharsets.US_ASCII));

    assertEquals(expected.torchvision(), net.name());
    assertEquals(Shape.image(3, expected.size(), expected.size()), net.input());
    assertEquals(1000, net.classes());
    assertEquals(expected.parameters(), net.parameterCount());
    assertEquals(expected.multiplyAdds(), net.multiplyAdds());
    assertEquals(expected.tensors(), tensors.size());
    assertEquals(expected.checksum(), String.format("%08x", checksum.getValue()));
  }

  private static String line(ParameterSpec tensor) {
    return tensor.name()
        + " "
        + tensor.shape().dimensions().stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
  }

  @Test
  void everyPresetOfTheFamiliesIsCompared() throws IOException {
    List<String> compared = torchvision().map(Counts::preset).toList();
    Map<String, ?> all = Presets.builders();

    List<String> alone =
        all.keySet().stream()
            .filter(name -> !AlexNet.presets().containsKey(name))
            .filter(name -> !compared.contains(name))
            .toList();

    assertEquals(
        List.of(
            "googlenet2014",
            "cifarResnet20",
            "cifarResnet32",
            "cifarResnet44",
            "cifarResnet56",
            "cifarResnet110"),
        alone);
  }

  /** Table 6 of He et al. prints 0.27, 0.46, 0.66, 0.85 and 1.7 million parameters. */
  @ParameterizedTest
  @CsvSource({
    "cifarResnet20, 269722, 40551040",
    "cifarResnet32, 464154, 68862592",
    "cifarResnet44, 658586, 97174144",
    "cifarResnet56, 853018, 125485696",
    "cifarResnet110, 1727962, 252887680",
    "googlenet2014, 6998552, 1582671872",
  })
  void countsOfThePapersNets(String preset, long parameters, long multiplyAdds) {
    Network net = network(preset);

    assertEquals(parameters, net.parameterCount());
    assertEquals(multiplyAdds, net.multiplyAdds());
  }

  /** torchvision counts 13,004,888 parameters with the heads. */
  @Test
  void auxiliaryHeadsAreCounted() {
    assertEquals(13_004_888, whole("googlenet").parameterCount());
    assertEquals(13_378_280, whole("googlenet2014").parameterCount());
  }

  /**
   * Strided in the first 1×1, three of them see a quarter of their 56², 28² and 14² pixels:
   * 256·128· 2,352 multiply-adds less, thrice. The paper's table 1 has 3.8 billion.
   */
  @Test
  void thePapersBottleneckIsCheaper() {
    Network net = ResNet.resnet50().strideInFirst().build().network();

    assertEquals(25_557_032, net.parameterCount());
    assertEquals(3_857_973_248L, net.multiplyAdds());
  }

  @Test
  void optionsMakeTheRelatives() {
    String next = ResNet.resnet50().groups(32).widthPerGroup(4).build().network().summary();
    String wide = ResNet.resnet50().widthPerGroup(128).build().network().summary();

    assertEquals(unnamed(network("resnext50").summary()), unnamed(next));
    assertEquals(unnamed(network("wideResnet50").summary()), unnamed(wide));
  }

  private static String unnamed(String summary) {
    return summary.substring(summary.indexOf('\n'));
  }
}
