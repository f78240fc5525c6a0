package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that other decoders' authors collected because something went wrong with them. */
final class AwkwardJpegTest {
  @TestFactory
  Stream<DynamicTest> everyFileIsAnImageOrNamed() throws IOException {
    Path root = SharedData.require("jpeg");
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    root.relativize(file).toString(),
                    () -> assertTimeoutPreemptively(Duration.ofSeconds(30), () -> decodes(file))));
  }

  private static void decodes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Image image;
    try {
      image = ImageDecoder.decode(bytes, file.toString(), Decoding.defaults());
    } catch (DataException e) {
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      return;
    }
    compare(image, referenceOf(file, ".png"), 3);
    compare(image, referenceOf(file, ".rgba"), 4);
  }

  private static Path referenceOf(Path file, String extension) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + extension);
  }

  /** Decoders differ by rounding and in how they enlarge chroma, not in colours. */
  private static void compare(Image image, Path reference, int channels) throws IOException {
    if (!Files.exists(reference)) {
      return;
    }
    byte[] expected =
        channels == 3
            ? ImageDecoder.decode(Files.readAllBytes(reference), "reference", Decoding.defaults())
                .rgb()
            : Files.readAllBytes(reference);
    int pixels = image.height() * image.width();
    assertEquals(channels * pixels, expected.length);
    long sum = 0;
    for (int i = 0; i < pixels; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int wanted = expected[channels * i + channel] & 0xFF;
        sum += Math.abs(wanted - (image.rgb()[3 * i + channel] & 0xFF));
      }
    }
    assertTrue(sum < 0.5 * 3 * pixels, "mean difference " + (double) sum / (3 * pixels));
  }

  @Test
  void theSamePictureInInkAndInLightLooksTheSame() throws IOException {
    Path folder = SharedData.require("jpeg/pillow");
    Image ink = decode(folder.resolve("pil_sample_cmyk.jpg"));
    Image light = decode(folder.resolve("pil_sample_rgb.jpg"));
    assertTrue(meanDifference(ink, light) < 5, "found " + meanDifference(ink, light));
  }

  private static double meanDifference(Image a, Image b) {
    assertEquals(a.rgb().length, b.rgb().length);
    long sum = 0;
    for (int i = 0; i < a.rgb().length; i++) {
      sum += Math.abs((a.rgb()[i] & 0xFF) - (b.rgb()[i] & 0xFF));
    }
    return (double) sum / a.rgb().length;
  }

  @Test
  void truncatedFilesAreRefused() {
    for (String name :
        List.of(
            "jpeg/pillow/truncated_jpeg.jpg",
            "jpeg/jpeg-decoder/reftest/images/partial_progressive.jpg")) {
      Path file = SharedData.require(name);
      assertThrows(DataException.class, () -> decode(file), name);
    }
  }

  @Test
  void mistakesInAColourProfileDoNotMatter() throws IOException {
    Path file = SharedData.require("jpeg/pillow/icc-after-SOF.jpg");
    assertEquals("image 10×10", decode(file).toString());
  }

  private static Image decode(Path file) throws IOException {
    return ImageDecoder.decode(Files.readAllBytes(file), file.toString(), Decoding.defaults());
  }
}
