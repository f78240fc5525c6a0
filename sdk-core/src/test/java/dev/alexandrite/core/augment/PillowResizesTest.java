package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.CoreDataEngine;
import dev.alexandrite.core.data.SharedData;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every pixel is that of Pillow and torchvision: {@code pillow_resizes.py} computed the checksums.
 */
final class PillowResizesTest {
  /** One line of the fixture: an input of h×w, and two sizes whose meaning is the kind's. */
  private record Line(
      String kind, String input, Interpolation by, int h, int w, int a, int b, String sha256) {
    static Line of(String text) {
      String[] part = text.split(" ");
      return new Line(
          part[0],
          part[1],
          Interpolation.valueOf(part[2]),
          Integer.parseInt(part[3]),
          Integer.parseInt(part[4]),
          Integer.parseInt(part[5]),
          Integer.parseInt(part[6]),
          part[7]);
    }

    Image made() {
      return input.equals("edges") ? edges(h, w) : noise(h, w);
    }
  }

  private static List<Line> lines(String kind) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PillowResizesTest.class.getResourceAsStream("pillow-resizes.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(Line::of).filter(line -> line.kind.equals(kind)).toList();
    }
  }

  static Image noise(int height, int width) {
    int state = height * 65537 + width;
    byte[] values = new byte[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      state = state * 1664525 + 1013904223;
      values[i] = (byte) (state >>> 24);
    }
    return new Image(height, width, values);
  }

  private static Image edges(int height, int width) {
    byte[] values = new byte[3 * height * width];
    for (int i = 0; i < values.length; i++) {
      int y = i / 3 / width;
      int x = i / 3 % width + (i % 3 == 1 ? 1 : 0);
      values[i] = (byte) ((y / 3 + x / 2) % 2 * 255);
    }
    return new Image(height, width, values);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static InputPipeline pipeline(Resize resize, int cropHeight, int cropWidth) {
    return new InputPipeline(
        resize,
        cropHeight,
        cropWidth,
        PixelRange.BYTES,
        ChannelOrder.RGB,
        new Normalization.None(),
        List.of());
  }

  /** What a network is given, as bytes, row-major with the colours of a pixel together. */
  private static byte[] seen(Image image, InputPipeline pipeline) {
    Resize resize = pipeline.resize();
    var preparer =
        new ImagePreparer(
            pipeline, DataStatistics.none(resize.resizedHeight(), resize.resizedWidth()));
    float[] planes = new float[preparer.length()];
    preparer.view(image, View.CENTRE, planes, 0);
    byte[] bytes = new byte[planes.length];
    int area = bytes.length / 3;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) planes[i % 3 * area + i / 3];
    }
    return bytes;
  }

  @Test
  void everySizeAndFilterIsPillows() throws IOException {
    List<Line> lines = lines("squash");
    assertEquals(90, lines.size());
    List<Line> wrong = new ArrayList<>();
    for (Line line : lines) {
      Resize resize = new Resize.Squash(line.a, line.b, line.by);
      Image resized = Resizer.resize(line.made(), pipeline(resize, line.a, line.b), "made");
      if (!sha256(resized.rgb()).equals(line.sha256)) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyCentreCropIsTorchvisions() throws IOException {
    List<Line> lines = lines("crop");
    assertTrue(lines.size() > 250, lines.size() + " cases");
    List<Line> wrong = new ArrayList<>();
    for (Line line : lines) {
      InputPipeline pipeline = pipeline(new Resize.ShorterSide(line.a, line.by), line.b, line.b);
      if (!sha256(seen(line.made(), pipeline)).equals(line.sha256)) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void photographsAreResizedAsByPillowsBicubic() throws IOException {
    for (Line line : lines("photograph")) {
      Path file = SharedData.require("golden/pil/" + line.input + "_decoded.npy");
      Resize resize = new Resize.Squash(line.a, line.b, line.by);
      Image resized = Resizer.resize(Npy.image(file), pipeline(resize, line.a, line.b), "golden");
      assertEquals(line.sha256, sha256(resized.rgb()), line.toString());
    }
  }

  /** The JDK's libjpeg 6b and Pillow's libjpeg-turbo differ a little before anything is resized. */
  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void fromFileToResizedPictureIsWithinTwoLevels(int pixels) throws IOException {
    for (int id = 0; id < ResizerTest.PHOTOGRAPHS.size(); id++) {
      Path file = SharedData.require("imagenette/val/" + ResizerTest.PHOTOGRAPHS.get(id));
      byte[] expected =
          Npy.image(SharedData.require("golden/pil/" + id + "_bilinear_" + pixels + ".npy")).rgb();
      Image decoded = new CoreDataEngine().decode(file, Decoding.defaults());
      byte[] found =
          Resizer.resize(decoded, pipeline(new Resize.ShorterSide(pixels), pixels, pixels), "file")
              .rgb();
      long sum = 0;
      int most = 0;
      for (int i = 0; i < expected.length; i++) {
        int difference = Math.abs((expected[i] & 0xFF) - (found[i] & 0xFF));
        sum += difference;
        most = Math.max(most, difference);
      }
      double mean = (double) sum / expected.length;
      assertTrue(mean <= 0.2 && most <= 2, id + ": mean " + mean + ", most " + most);
    }
  }
}
