package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.TrainingException;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer is in the profile, with the work that its geometry says. */
class LayerProfilerTest {
  private static final Network TINY = AlexNet.tiny().build().network();

  private static LayerProfiler profiler() {
    return LayerProfiler.of(TINY).batch(4).runs(3, 1).threads(1);
  }

  @Test
  void aTrainingStep() {
    LayerProfile profile = profiler().backend("cpu").run();

    List<String> names = profile.layers().stream().map(LayerTime::layer).toList();
    List<String> nodes = TINY.nodes().stream().map(Node::name).toList();
    assertEquals(nodes, names.subList(0, nodes.size()));
    assertEquals(List.of("loss"), names.subList(nodes.size(), names.size()));
    long forward =
        passes(profile).map(LayerTime::forward).mapToLong(LayerProfilerTest::flops).sum();
    long backward =
        passes(profile).map(LayerTime::backward).mapToLong(LayerProfilerTest::flops).sum();
    assertEquals(2 * 4 * TINY.multiplyAdds(), forward);
    long first = flops(layer(profile, "conv1").forward());
    assertEquals(2 * forward - first, backward, "of the first layer, no gradient by the image");
    for (LayerTime layer : profile.layers()) {
      boolean learns = TINY.parameters().stream().anyMatch(p -> p.layer().equals(layer.layer()));
      assertEquals(learns, layer.update().isPresent(), layer.layer());
      assertTrue(!learns || layer.backward().orElseThrow().seconds() > 0, layer.layer());
    }
  }

  @Test
  void theSumsAreThoseOfTheStep() {
    LayerProfile profile = profiler().backend("cpu").runs(1, 2).run();
    double layers = profile.layers().stream().mapToDouble(LayerTime::seconds).sum();
    double operators = profile.operators().stream().mapToDouble(OperatorTime::seconds).sum();
    // Of one run; medians of parts do not add up to the median of the whole.
    assertEquals(1, layers / profile.seconds(), 1e-9, profile.table());
    assertEquals(1, operators / profile.seconds(), 1e-9, profile.table());
    assertEquals(4 / profile.seconds(), profile.imagesPerSecond(), 1e-9);
    MachineRoof roof = profile.roof().orElseThrow();
    assertTrue(roof.gigaflops() > 0.5 && roof.gigabytes() > 0.1, roof.toString());
    double share = layer(profile, "conv2").forward().orElseThrow().share().orElseThrow();
    assertTrue(share > 0.001 && share < 20, profile.table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "scalar"})
  void aClassification(String backend) {
    LayerProfile profile = profiler().training(false).backend(backend).batch(1).run();
    assertFalse(profile.training());
    assertTrue(profile.backend().startsWith(backend), profile.backend());
    assertTrue(passes(profile).allMatch(layer -> layer.backward().isEmpty()));
    assertTrue(passes(profile).allMatch(layer -> layer.update().isEmpty()));
    assertTrue(profile.layers().stream().noneMatch(layer -> layer.layer().equals("loss")));
    assertEquals(
        2 * TINY.multiplyAdds(),
        passes(profile).map(LayerTime::forward).mapToLong(LayerProfilerTest::flops).sum());
  }

  private static Stream<LayerTime> passes(LayerProfile profile) {
    return profile.layers().stream();
  }

  private static long flops(Optional<PassTime> pass) {
    return pass.map(PassTime::flops).orElse(0L);
  }

  private static LayerTime layer(LayerProfile profile, String name) {
    return profile.layers().stream().filter(l -> l.layer().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void tableAndPicture(@TempDir Path folder) throws IOException {
    LayerProfile profile = profiler().run();
    profile.table().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    for (Node node : TINY.nodes()) {
      assertTrue(profile.table().lines().anyMatch(line -> line.startsWith(node.name() + " ")));
    }
    profile.writePicture(folder.resolve("new/profile.svg"));
    String picture = Files.readString(folder.resolve("new/profile.svg"));
    assertTrue(picture.contains(">conv2<") && picture.contains("of roof"), picture);
    assertFalse(picture.contains("NaN") || picture.contains("Infinity"));
  }

  @Test
  void withoutARoofItSaysWhy() {
    Optional<PassTime> pass = Optional.of(new PassTime(0.001, 1000, 10, 0));
    LayerProfile profile =
        new LayerProfile(
            "<net>",
            "gpu\u001b[2J",
            1,
            true,
            1,
            0.001,
            List.of(new LayerTime("évil\n<layer> of a very long name", pass, pass, pass)),
            List.of(),
            Optional.empty(),
            "that of a device is not measured");
    String table = profile.table();
    assertTrue(table.contains("no roof: that of a device is not measured"), table);
    assertTrue(table.chars().noneMatch(c -> c < ' ' && c != '\n'), table);
    assertTrue(pass.orElseThrow().share().isEmpty());
    assertFalse(profile.picture().contains("<layer>"));
  }

  @Test
  void theRoofLine() {
    MachineRoof roof = new MachineRoof(100, 10);
    assertEquals(0.02, roof.seconds(2_000_000_000L, 100_000_000L), 1e-12);
    assertEquals(0.05, roof.seconds(2_000_000_000L, 500_000_000L), 1e-12);
    assertFalse(roof.boundByMemory(2_000_000_000L, 100_000_000L));
    assertTrue(roof.boundByMemory(0, 1));
    assertEquals(0.5, new PassTime(0.1, 1, 1, 0.05).share().orElseThrow());
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    assertSays("batch must be at least 1, found 0", () -> profiler().batch(0));
    assertSays("runs must be at least 1", () -> profiler().runs(0, 0));
    assertSays("warmUp must be at least 0", () -> profiler().runs(1, -1));
    assertSays("threads", () -> profiler().threads(0));
    assertThrows(BackendException.class, () -> profiler().backend("abacus").run());
  }

  @Test
  void aBatchThatDoesNotFitIsRefusedBeforeItIsAllocated() {
    assumeTrue(Runtime.getRuntime().maxMemory() < 7L << 30, "the batch below fits");
    assertSays("MiB of heap, but the limit", () -> profiler().batch(30_000).training(false).run());
    assertSays("more than one array holds", () -> profiler().batch(6_000_000).run());
  }

  private static void assertSays(String part, Runnable call) {
    String message = assertThrows(TrainingException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
