package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Image;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that names an ImageIO plug-in which is not there keeps every picture from being read. */
class BrokenPluginTest {
  @TempDir Path jar;

  /** Reads a picture twice: the second time, ImageIO fails otherwise than the first. */
  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try {
        System.out.println("READ " + Image.read(Path.of(arguments[0])));
      } catch (DataException e) {
        System.out.println("REFUSED " + e.getMessage());
      }
    }
  }

  @Test
  void everyRefusalNamesThePicture() throws IOException, InterruptedException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve("javax.imageio.spi.ImageReaderSpi"), "no.such.Reader");
    byte[] png = TestImages.encode(TestImages.picture(8, 8), "png");
    Path picture = Files.write(jar.resolve("1.png"), png);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jar,
                BrokenPluginTest.class.getName(),
                picture.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals(2, output.lines().count(), output);
    for (String line : output.lines().toList()) {
      assertTrue(line.startsWith("REFUSED image " + picture + ": it is not decoded"), line);
      assertTrue(line.contains("no.such.Reader"), line);
    }
  }
}
