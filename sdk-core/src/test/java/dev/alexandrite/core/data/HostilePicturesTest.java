package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No file of {@link HostilePictures} takes long or much memory, whatever it claims: two seconds and
 * 64 MB beside the files themselves.
 */
class HostilePicturesTest {
  /** The files take 29 MB, a Java process 16. */
  private static final String HEAP = "-Xmx112m";

  /** Three times the two seconds, for busy machines. */
  private static final int MILLISECONDS = 6_000;

  @ParameterizedTest
  @ValueSource(strings = {"", "any format"})
  void noneOfThemTakesLongOrMuchMemory(String formats) throws Exception {
    List<String> lines = run(formats);
    assertTrue(lines.size() >= 60, lines.size() + " files");
    assertEquals(HostilePictures.all().size(), lines.size(), lines.toString());
    for (String line : lines) {
      assertTrue(!line.contains("|broken|"), line);
      int milliseconds = Integer.parseInt(line.substring(0, line.indexOf('|')));
      assertTrue(milliseconds < MILLISECONDS, line);
    }
  }

  private static List<String> run(String formats) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                HostilePicturesMain.class.getName()));
    if (!formats.isEmpty()) {
      command.add(formats);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().filter(line -> line.matches("[0-9]+\\|.*")).toList();
  }
}
