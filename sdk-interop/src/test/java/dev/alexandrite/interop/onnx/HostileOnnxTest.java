package dev.alexandrite.interop.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.interop.Models;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody should write are refused within two seconds and 64 MB, and say why. */
class HostileOnnxTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final long MEMORY = 64L << 20;
  private static final int LONGEST_MESSAGE = 4000;

  @TempDir static Path folder;

  @BeforeAll
  static void writeWhatTensorsPointAt() throws IOException {
    Files.write(folder.resolve("weights.bin"), new byte[1000]);
    Files.createDirectory(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("weights.bin"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.write(other.resolve("weights.bin"), new byte[1000]);
    Files.createSymbolicLink(folder.resolve("linked"), other);
    Path warm =
        TinyModel.ofPictures(13, 8)
            .output("y")
            .node("Relu", "x", "y")
            .write(folder.resolve("warm.onnx"));
    Models.load(warm).close(); // classes are loaded once, whoever comes first
  }

  @TestFactory
  Stream<DynamicTest> areRefused() {
    return HostileModels.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
  }

  static void check(HostileModels.Hostile hostile) throws IOException {
    Path file = Files.write(folder.resolve("hostile.onnx"), hostile.bytes());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String message =
        assertTimeoutPreemptively(
            LIMIT,
            () -> {
              long before = threads.getCurrentThreadAllocatedBytes();
              AlexandriteException refusal =
                  assertThrows(AlexandriteException.class, () -> Models.load(file).close());
              long taken = threads.getCurrentThreadAllocatedBytes() - before;
              assertTrue(
                  taken <= MEMORY + hostile.bytes().length, () -> "took " + (taken >> 20) + " MB");
              return String.valueOf(refusal.getMessage());
            });
    assertTrue(message.contains("hostile.onnx"), message);
    assertTrue(message.contains(hostile.words()), message);
    assertTrue(message.length() <= LONGEST_MESSAGE && HostileModels.isPlain(message), message);
  }
}
