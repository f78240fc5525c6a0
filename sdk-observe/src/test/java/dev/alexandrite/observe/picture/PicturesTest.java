package dev.alexandrite.observe.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.alexandrite.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static final int RGB = 0xFFFFFF;
  private static final int CAPTION_ROW = 15;

  @Test
  void theLowestAndHighestGetTheEndsOfTheColours() {
    float[] values = {-1, 0, 1, Float.NaN};
    BufferedImage gray = Pictures.ofMap(values, 2, 2, ColorMap.GRAY);
    assertArrayEquals(
        new int[] {0x000000, 0x808080, 0xFFFFFF, 0x000000},
        new int[] {
          gray.getRGB(0, 0) & RGB,
          gray.getRGB(1, 0) & RGB,
          gray.getRGB(0, 1) & RGB,
          gray.getRGB(1, 1) & RGB
        });
    BufferedImage signed = Pictures.ofMap(new float[] {0, 3}, 1, 2, ColorMap.SIGNED);
    assertEquals(ColorMap.SIGNED.rgb(0.5), signed.getRGB(0, 0) & RGB);
    assertEquals(0x440154, ColorMap.VIRIDIS.rgb(-5));
    assertEquals(0xFDE725, ColorMap.VIRIDIS.rgb(5));
  }

  @Test
  void planesAreRedGreenBlue() {
    float[] values = {1, 0, 0, 1, 0, 0};
    BufferedImage picture = Pictures.ofPlanes(values, Shape.of(3, 1, 2));
    assertEquals(0xFF0000, picture.getRGB(0, 0) & RGB);
    assertEquals(0x00FF00, picture.getRGB(1, 0) & RGB);
    assertThrows(
        IllegalArgumentException.class, () -> Pictures.ofPlanes(values, Shape.of(1, 2, 3)));
  }

  @Test
  void aGridHasRoomForItsPicturesAndCaptions() {
    BufferedImage tile = Pictures.ofMap(new float[] {0, 1}, 1, 2, ColorMap.GRAY);
    ImageGrid grid = ImageGrid.of(3, 10, 10).addAll(List.of(tile, tile, tile, tile));
    assertEquals(4 + 3 * 14, grid.draw().getWidth());
    assertEquals(4 + 2 * 14, grid.draw().getHeight());
    assertEquals(0xFFFFFF, grid.draw().getRGB(12, 6) & RGB);
    assertEquals(4 + 2 * (14 + CAPTION_ROW), grid.add(tile, "caption").draw().getHeight());
    ImageGrid wide = ImageGrid.of(3, 50, 10).add(tile, "disc");
    assertEquals(4 + 14 + CAPTION_ROW, wide.draw().getHeight());
    assertEquals(4 + 14 + 2 * CAPTION_ROW, wide.add(tile, "disc → half disc").draw().getHeight());
    assertThrows(IllegalStateException.class, () -> ImageGrid.of(3, 1, 1).draw());
  }

  @Test
  void filesAreReplacedWhole(@TempDir Path folder) throws IOException {
    BufferedImage tile = Pictures.ofMap(new float[] {0, 1}, 1, 2, ColorMap.GRAY);
    Path file = folder.resolve("new/picture.png");
    Pictures.write(tile, file);
    Pictures.write(Pictures.scaled(tile, 6, 3, false), file);
    BufferedImage read = ImageIO.read(file.toFile());
    assertEquals(6, read.getWidth());
    assertEquals(0x000000, read.getRGB(2, 2) & RGB);
    assertEquals(0xFFFFFF, read.getRGB(3, 0) & RGB);
    try (Stream<Path> files = Files.list(folder.resolve("new"))) {
      assertEquals(List.of(file), files.toList());
    }
  }
}
