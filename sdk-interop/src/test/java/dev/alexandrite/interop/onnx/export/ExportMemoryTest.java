package dev.alexandrite.interop.onnx.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.model.AlexNet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights are passed on, not kept: a process with a small heap writes what is many times as large.
 */
@Tag("slow")
class ExportMemoryTest {
  private static final String HEAP = "-Xmx32m";

  @Test
  void weightsAreNeverOnTheHeap(@TempDir Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("torchvision.onnx");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapExport.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    long weights = 4 * AlexNet.torchvision().build().network().parameterCount();
    assertTrue(Files.size(file) > weights, "weights of " + weights + " bytes");
  }
}
