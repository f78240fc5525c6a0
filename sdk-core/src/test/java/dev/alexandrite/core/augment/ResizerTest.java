package dev.alexandrite.core.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.core.data.CoreDataEngine;
import dev.alexandrite.core.data.SharedData;
import dev.alexandrite.core.data.TestImages;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import dev.alexandrite.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResizerTest {
  static final List<String> PHOTOGRAPHS =
      List.of(
          "n01440764/ILSVRC2012_val_00017472.JPEG",
          "n02102040/n02102040_6291.JPEG",
          "n03000684/n03000684_19801.JPEG",
          "n03394916/n03394916_2151.JPEG",
          "n03417042/n03417042_6241.JPEG");

  private static Image resize(Image image, Resize resize, String name) {
    return Resizer.resize(image, pipeline(resize), name);
  }

  private static InputPipeline pipeline(Resize resize) {
    return InputPipeline.plain(Shape.image(3, resize.resizedHeight(), resize.resizedWidth()))
        .resize(resize);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 256})
  void equalsPillowToTheBit(int pixels) throws IOException {
    for (int id = 0; id < PHOTOGRAPHS.size(); id++) {
      Path folder = SharedData.require("golden/pil");
      Image decoded = Npy.image(folder.resolve(id + "_decoded.npy"));
      Image expected = Npy.image(folder.resolve(id + "_bilinear_" + pixels + ".npy"));
      Image resized = resize(decoded, new Resize.ShorterSide(pixels), "photograph");
      assertArrayEquals(expected.rgb(), resized.rgb(), "photograph " + id);
    }
  }

  @Test
  void photographsAreDecodedAsByPillow() throws IOException {
    for (int id = 0; id < PHOTOGRAPHS.size(); id++) {
      Path file = SharedData.require("imagenette/val/" + PHOTOGRAPHS.get(id));
      Image expected = Npy.image(SharedData.require("golden/pil/" + id + "_decoded.npy"));
      Image decoded = new CoreDataEngine().decode(file, Decoding.defaults());
      assertEquals(expected.rgb().length, decoded.rgb().length);
      long sum = 0;
      for (int i = 0; i < expected.rgb().length; i++) {
        sum += Math.abs((expected.rgb()[i] & 0xFF) - (decoded.rgb()[i] & 0xFF));
      }
      // libjpeg-turbo and the JDK's libjpeg 6b round the inverse transform differently.
      double mean = (double) sum / expected.rgb().length;
      assertTrue(mean < 0.1, PHOTOGRAPHS.get(id) + ": mean difference " + mean);
    }
  }

  @Test
  void theCentralSquareIsThatOfTheWholeResizedPicture() {
    Image wide = TestImages.random(40, 65, 1);
    Image square = resize(wide, new Resize.ShorterSide(16), "wide");
    Image whole = resize(wide, new Resize.Squash(16, 26), "wide");
    for (int y = 0; y < 16; y++) {
      byte[] expected = Arrays.copyOfRange(whole.rgb(), 3 * (26 * y + 5), 3 * (26 * y + 21));
      assertArrayEquals(expected, Arrays.copyOfRange(square.rgb(), 48 * y, 48 * y + 48));
    }
  }

  @Test
  void tallPicturesAndEnlargementWork() {
    Image tall = TestImages.random(9, 4, 1);
    assertEquals("image 12×12", resize(tall, new Resize.ShorterSide(12), "").toString());
    Image line = TestImages.random(1, 300, 2);
    assertEquals("image 8×8", resize(line, new Resize.ShorterSide(8), "").toString());
  }

  @Test
  void evenColourStaysEven() {
    byte[] rgb = new byte[3 * 37 * 53];
    Arrays.fill(rgb, (byte) 201);
    Image even = resize(new Image(37, 53, rgb), new Resize.Squash(17, 90), "even");
    for (byte value : even.rgb()) {
      assertEquals((byte) 201, value);
    }
  }

  @Test
  void theRightSizeIsLeftAloneAndAnotherRefused() {
    Image image = TestImages.random(8, 8, 1);
    assertSame(image, resize(image, new Resize.ShorterSide(8), "x"));
    assertSame(image, resize(image, new Resize.None(8, 8), "x"));
    var e =
        assertThrows(DataException.class, () -> resize(image, new Resize.None(8, 9), "cat/1.png"));
    assertTrue(e.getMessage().contains("cat/1.png: found 8×8 pixels, expected 8×9"));
  }

  @Test
  void sidesThatAreTooDifferentAreRefusedBeforeAnyArithmeticOverflows() {
    Image thread = new Image(1, 9_000_000, new byte[27_000_000]);
    var e =
        assertThrows(
            DataException.class, () -> resize(thread, new Resize.ShorterSide(256), "thread"));
    assertTrue(e.getMessage().contains("image thread: its sides"), e.getMessage());
  }

  @Test
  void picturesInMemoryThatAreTooLongAreRefusedByNameHoweverTheyAreResized() {
    Image line = new Image(9_000_000, 1, new byte[27_000_000]);
    for (Resize resize : List.of(new Resize.ShorterSide(256), new Resize.Squash(256, 256))) {
      var e = assertThrows(DataException.class, () -> resize(line, resize, "scroll"));
      assertTrue(e.getMessage().startsWith("image scroll: "), e.getMessage());
    }
  }
}
