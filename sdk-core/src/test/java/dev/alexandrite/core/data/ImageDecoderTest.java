package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Decoding;
import dev.alexandrite.data.Image;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void greyscaleKeepsItsValues(String format) {
    var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    WritableRaster raster = grey.getRaster();
    for (int i = 0; i < 256; i++) {
      raster.setSample(i % 16, i / 16, 0, 128);
    }
    Image image = ImageDecoder.decode(TestImages.encode(grey, format), "grey", Decoding.defaults());
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(128, image.value(5, 5, channel));
    }
  }

  @Test
  void losslessColourIsExact() {
    BufferedImage picture = TestImages.picture(9, 7);
    Image image =
        ImageDecoder.decode(TestImages.encode(picture, "png"), "colour", Decoding.defaults());
    assertArrayEquals(TestImages.random(9, 7, 0).rgb(), image.rgb());
  }

  @Test
  void sixteenBitsGiveTheirHighByte() {
    var deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x80FF);
    deep.getRaster().setSample(1, 0, 0, 0xFFFF);
    Image image = ImageDecoder.decode(TestImages.encode(deep, "png"), "deep", Decoding.defaults());
    assertEquals(0x80, image.value(0, 0, 1));
    assertEquals(0xFF, image.value(0, 1, 1));
  }

  @Test
  void paletteIsLookedUp() {
    byte[] red = {10, (byte) 200};
    byte[] green = {20, (byte) 210};
    byte[] blue = {30, (byte) 220};
    var colors = new IndexColorModel(1, 2, red, green, blue);
    var picture = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, colors);
    picture.getRaster().setSample(1, 0, 0, 1);
    Image image =
        ImageDecoder.decode(TestImages.encode(picture, "png"), "palette", Decoding.defaults());
    assertEquals(10, image.value(0, 0, 0));
    assertEquals(210, image.value(0, 1, 1));
    assertEquals(30, image.value(0, 2, 2));
  }

  @Test
  void alphaIsDropped() {
    var picture = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
    picture.getRaster().setPixel(0, 0, new int[] {1, 2, 3, 7});
    Image image =
        ImageDecoder.decode(TestImages.encode(picture, "png"), "alpha", Decoding.defaults());
    assertArrayEquals(new byte[] {1, 2, 3}, image.rgb());
  }

  @ParameterizedTest
  @CsvSource({"255,255,255,128, 128,128,128", "255,0,0,255, 255,0,0", "255,255,255,0, 0,0,0"})
  void inkBecomesLight(int c, int m, int y, int k, int red, int green, int blue)
      throws IOException {
    WritableRaster ink = Raster.createInterleavedRaster(0, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      ink.setPixel(i % 16, i / 16, new int[] {c, m, y, k});
    }
    Image image = ImageDecoder.decode(jpegOf(ink), "ink", Decoding.defaults());
    assertEquals(red, image.value(8, 8, 0), 2);
    assertEquals(green, image.value(8, 8, 1), 2);
    assertEquals(blue, image.value(8, 8, 2), 2);
  }

  private static byte[] jpegOf(Raster raster) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tiff"})
  void everyTruncationIsNoticedAndNamed(String format) {
    byte[] file = TestImages.encode(TestImages.picture(48, 64), format);
    for (int percent : new int[] {1, 5, 25, 50, 75, 90, 98}) {
      byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
      var e =
          assertThrows(
              DataException.class,
              () -> ImageDecoder.decode(cut, "holiday.img", Decoding.defaults().anyFormat(true)));
      assertTrue(e.getMessage().contains("holiday.img"), e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "this is a text, whatever its extension says"})
  void whatIsNoImageIsNamed(String content) {
    byte[] file = content.getBytes(StandardCharsets.UTF_8);
    var e =
        assertThrows(
            DataException.class,
            () -> ImageDecoder.decode(file, "cat/notes.jpg", Decoding.defaults()));
    String problem = content.isEmpty() ? "it is empty" : "it is not an image";
    assertTrue(e.getMessage().startsWith("image cat/notes.jpg: " + problem), e.getMessage());
  }

  @Test
  void aHeaderThatClaimsTooMuchIsRefusedUnread() {
    byte[] file = TestImages.encode(TestImages.picture(8, 8), "jpg");
    int frame = 0;
    while ((file[frame] & 0xFF) != 0xFF || (file[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    for (int i = 5; i < 9; i++) { // height and width, two bytes each
      file[frame + i] = 0x70;
    }
    var e =
        assertThrows(
            DataException.class, () -> ImageDecoder.decode(file, "bomb", Decoding.defaults()));
    assertTrue(e.getMessage().contains("28784×28784"), e.getMessage());
  }

  @Test
  void picturesInMemoryAreConvertedAlike() {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 128);
    assertEquals(128, PictureConverter.toRgb(grey).value(0, 0, 0));
    BufferedImage packed = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    packed.setRGB(0, 0, 0x0A141E);
    assertArrayEquals(new byte[] {10, 20, 30}, PictureConverter.toRgb(packed).rgb());
  }

  @Test
  void aTiffWithAnEmbeddedJpegIsRefusedEvenWhereTiffIsRead() throws IOException {
    byte[] file = HostilePictures.all().get("tiff with a jpeg in it");
    var e =
        assertThrows(
            DataException.class,
            () -> ImageDecoder.decode(file, "scan", Decoding.defaults().anyFormat(true)));
    assertTrue(e.getMessage().contains("it is a TIFF with a JPEG in it"), e.getMessage());
  }
}
