package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.augment.Interpolation;
import dev.alexandrite.augment.RandomResizedCrop;
import dev.alexandrite.augment.Rgb;
import dev.alexandrite.core.data.CounterRandom;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.RandomStream.Purpose;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * With the same drawn numbers, every byte is that of torchvision on Pillow's images: {@code
 * torchvision_augments.py} computed the checksums.
 */
final class TorchvisionAugmentsTest {
  private static final Rgb FILL = new Rgb(120, 7, 240);
  private static final List<Image> PICTURES =
      List.of(
          PillowResizesTest.noise(97, 120),
          cube(),
          PillowResizesTest.noise(2, 5),
          slope(48, 37),
          flat(5, 4));

  /** The lines that begin with a word, cut into words, without it. */
  private static List<List<String>> lines(String first) throws IOException {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    TorchvisionAugmentsTest.class.getResourceAsStream("torchvision-augments.txt")),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> List.of(line.split(" ")))
          .filter(words -> words.getFirst().equals(first))
          .map(words -> words.subList(1, words.size()))
          .toList();
    }
  }

  /** All colours of 16 levels to each channel. */
  private static Image cube() {
    byte[] rgb = new byte[3 * 64 * 64];
    for (int i = 0; i < 64 * 64; i++) {
      rgb[3 * i] = (byte) (i % 16 * 17);
      rgb[3 * i + 1] = (byte) (i / 16 % 16 * 17);
      rgb[3 * i + 2] = (byte) (i / 256 * 17);
    }
    return new Image(64, 64, rgb);
  }

  /** Few levels, other ones in each channel. */
  private static Image slope(int height, int width) {
    byte[] rgb = new byte[3 * height * width];
    for (int i = 0; i < rgb.length; i++) {
      int channel = i % 3;
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (40 + 17 * channel + (y * (channel + 1) + x * 2) % 121);
    }
    return new Image(height, width, rgb);
  }

  private static Image flat(int height, int width) {
    byte[] rgb = new byte[3 * height * width];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = 9;
      rgb[i + 1] = (byte) 130;
      rgb[i + 2] = (byte) 200;
    }
    return new Image(height, width, rgb);
  }

  static PictureStage stage(Image image) {
    PictureStage stage = new PictureStage();
    byte[] rgb = stage.picture().spare(image.height(), image.width());
    System.arraycopy(image.rgb(), 0, rgb, 0, image.rgb().length);
    stage.picture().takeSpare(image.height(), image.width());
    return stage;
  }

  private static String changed(Consumer<PictureStage> change) {
    var all = new ByteArrayOutputStream();
    for (Image image : PICTURES) {
      PictureStage stage = stage(image);
      change.accept(stage);
      all.write(stage.picture().rgb, 0, stage.picture().length());
    }
    return PillowResizesTest.sha256(all.toByteArray()).substring(0, 16);
  }

  private static AugmentOperation operation(String name) {
    return AugmentOperation.valueOf(
        name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource({"RAND, 1236", "TRIVIAL_WIDE, 1236"})
  void everyOperationAtEveryMagnitudeIsTorchvisions(String name, int cases) throws IOException {
    AugmentSpace space = AugmentSpace.valueOf(name);
    List<List<String>> lines = lines(name);
    assertEquals(cases, lines.size());
    List<List<String>> wrong = new ArrayList<>();
    for (List<String> line : lines) {
      AugmentOperation operation = operation(line.get(0));
      int bin = Integer.parseInt(line.get(1));
      int bins = Integer.parseInt(line.get(2));
      int sign = Integer.parseInt(line.get(3));
      Interpolation by = Interpolation.valueOf(line.get(4));
      String found =
          changed(
              stage -> {
                double magnitude = space.magnitude(operation, bin, bins, stage.picture());
                stage.apply(operation, sign * magnitude, by, FILL);
              });
      if (!found.equals(line.get(5))) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyAdjustmentIsTorchvisions() throws IOException {
    List<List<String>> lines = lines("adjust");
    assertEquals(34, lines.size());
    List<List<String>> wrong = new ArrayList<>();
    for (List<String> line : lines) {
      double factor = Double.parseDouble(line.get(1));
      String found =
          changed(
              stage -> {
                Raster picture = stage.picture();
                switch (line.getFirst()) {
                  case "brightness" -> Blends.brightness(picture, (float) factor);
                  case "contrast" -> Blends.contrast(picture, (float) factor);
                  case "saturation" -> Blends.saturation(picture, (float) factor);
                  default -> Hue.turn(picture, factor);
                }
              });
      if (!found.equals(line.get(2))) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyResizedCropIsTorchvisions() throws IOException {
    List<List<String>> lines = lines("crop");
    assertEquals(54, lines.size());
    Pixels.OfBytes source = Pixels.OfBytes.of(PICTURES.getFirst());
    PictureStage stage = new PictureStage(); // of sizes that grow and shrink
    List<List<String>> wrong = new ArrayList<>();
    for (List<String> line : lines) {
      List<Integer> numbers = line.subList(0, 6).stream().map(Integer::parseInt).toList();
      RandomBox box = new RandomBox();
      box.top = numbers.get(0);
      box.left = numbers.get(1);
      box.height = numbers.get(2);
      box.width = numbers.get(3);
      stage.resizedCrop(
          source,
          new RandomResizedCrop(numbers.get(4), numbers.get(5))
              .interpolation(Interpolation.valueOf(line.get(6))),
          box);
      byte[] rgb = new byte[stage.picture().length()];
      System.arraycopy(stage.picture().rgb, 0, rgb, 0, rgb.length);
      if (!PillowResizesTest.sha256(rgb).startsWith(line.get(7))) {
        wrong.add(line);
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theMiddleIsTorchvisionsWhereNoRectangleFits() throws IOException {
    List<List<String>> lines = lines("fallback");
    assertTrue(lines.size() > 5);
    for (List<String> line : lines) {
      List<Integer> numbers = line.stream().map(Integer::parseInt).toList();
      RandomBox box = new RandomBox();
      box.draw(
          new RandomResizedCrop(1, 1).area(1, 1),
          numbers.get(0),
          numbers.get(1),
          new CounterRandom().start(1, Purpose.AUGMENT, 0, 0, 0));
      assertEquals(numbers.subList(2, 6), List.of(box.top, box.left, box.height, box.width));
    }
  }
}
