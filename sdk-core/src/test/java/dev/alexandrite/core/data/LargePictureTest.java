package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.DataException;
import dev.alexandrite.data.BadImages;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.ImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A good picture for which the heap is too small: neither bad nor left out, and shrunk if asked.
 */
class LargePictureTest {
  @TempDir Path root;

  /** Lists the folder that it is given, in a process with a small heap. */
  public static void main(String[] arguments) {
    ImageFolder images = ImageFolder.of(Path.of(arguments[0]));
    System.out.println("READ " + refusal(() -> images.image(0)));
    System.out.println("SKIP " + refusal(() -> images.onBadImage(BadImages.SKIP)));
    ImageFolder shrunk =
        images.decoding(Decoding.defaults().shrinkTo(500)).onBadImage(BadImages.SKIP);
    System.out.println("SHRUNK " + shrunk.image(0) + " of " + shrunk.size());
  }

  private static String refusal(Runnable attempt) {
    try {
      attempt.run();
      return "nothing";
    } catch (DataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void memoryIsNeverTakenForDamage() throws IOException, InterruptedException {
    Path cat = Files.createDirectories(root.resolve("cat")).resolve("1.png");
    Path dog = Files.createDirectories(root.resolve("dog")).resolve("1.png");
    ImageIO.write(
        new BufferedImage(9000, 9000, BufferedImage.TYPE_BYTE_BINARY), "png", cat.toFile());
    Files.write(dog, TestImages.encode(TestImages.picture(8, 8), "png"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                LargePictureTest.class.getName(),
                root.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String refusal =
        "image "
            + cat
            + ": its 9000×9000 pixels need about 540 MiB while they are decoded, but the heap's"
            + " limit is 128 MiB; start Java with a larger -Xmx, or decode large pictures at a"
            + " fraction of their size with Decoding.shrinkTo(...)";
    assertEquals(
        List.of("READ " + refusal, "SKIP " + refusal, "SHRUNK image 500×500 of 2"),
        output.lines().filter(line -> line.matches("(READ|SKIP|SHRUNK) .*")).toList(),
        output);
  }
}
