package dev.alexandrite.interop.onnx.export;

import dev.alexandrite.interop.SaveOptions;
import dev.alexandrite.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Random networks in ONNX Runtime beside the scalar backend. */
class RandomExportTest {
  private static @Nullable Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("onnx-export");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    if (folder != null) {
      Files.deleteIfExists(folder.resolve("model.onnx"));
      Files.delete(folder);
    }
  }

  @Property(tries = 40)
  void windowsOfAnyGeometry(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSame(RandomNetworks.windows(seed), seed);
  }

  @Property(tries = 40)
  void graphsOfAnyLayers(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    assertSame(RandomNetworks.graph(seed), seed);
  }

  private static void assertSame(Network network, long seed) {
    if (folder == null) {
      throw new AssertionError("no folder");
    }
    SaveOptions options =
        seed % 2 == 0 ? SaveOptions.defaults() : SaveOptions.defaults().fixedBatch(Exported.ROWS);
    Exported.assertSameInOnnxRuntime(network, seed, options, folder);
  }
}
