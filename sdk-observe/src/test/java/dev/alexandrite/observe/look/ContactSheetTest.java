package dev.alexandrite.observe.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingBatch;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final int TILE = 112;
  private static final int GAP = 4;

  @TempDir Path temp;

  private static Image plain(Color color) {
    return Image.of(Drawings.plain(color, 20, 20));
  }

  private static int middle(BufferedImage sheet, int column, int row) {
    int pitch = TILE + GAP;
    return sheet.getRGB(GAP + column * pitch + TILE / 2, GAP + row * (pitch + 11 + GAP) + TILE / 2)
        & 0xFFFFFF;
  }

  @Test
  void aBatchIsInItsOrder() {
    List<Color> colors = List.of(Color.RED, Color.GREEN, Color.BLUE);
    List<TrainingBatch.Row> rows =
        IntStream.range(0, 9)
            .mapToObj(
                i ->
                    new TrainingBatch.Row(
                        i, "image " + i, "class " + i, new float[0], plain(colors.get(i % 3))))
            .toList();
    BufferedImage sheet =
        ContactSheet.of(new TrainingBatch(0, 0, Shape.image(3, 20, 20), rows)).picture();
    assertEquals(8 * (TILE + GAP) + GAP, sheet.getWidth());
    for (int i = 0; i < 9; i++) {
      assertEquals(colors.get(i % 3).getRGB() & 0xFFFFFF, middle(sheet, i % 8, i / 8), "tile " + i);
    }
  }

  @Test
  void aBatchOfATrainerIsTheSameEachTime() throws IOException {
    Trainer trainer =
        Trainer.of(AlexNet.tiny().classes(10).build())
            .data(DrawnShapes.of(40, 40, 3))
            .batchSize(16);
    TrainingBatch batch = trainer.preview(0, 2);
    assertEquals(8, batch.rows().size(), "the rest of 40");
    Path one = temp.resolve("one.png");
    Path other = temp.resolve("other.png");
    ContactSheet.of(batch).write(one);
    ContactSheet.of(trainer.preview(0, 2)).write(other);
    assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
    Path jpeg = temp.resolve("new/one.JPG");
    ContactSheet.of(batch).write(jpeg);
    assertTrue(Files.size(jpeg) < Files.size(one) / 2, "a photograph's format");
    assertEquals(ImageIO.read(one.toFile()).getWidth(), ImageIO.read(jpeg.toFile()).getWidth());
  }

  @Test
  void classesAreRowsAndWhatIsUnreadableIsGrey() {
    Dataset data =
        new ForwardingDataset(
            InMemoryDataset.of(
                List.of(plain(Color.RED), plain(Color.RED), plain(Color.BLUE)),
                new int[] {0, 0, 1},
                List.of("red", "blue", "none"))) {
          @Override
          public Image image(int index) {
            if (index == 1) {
              throw new DataException("image 1: it is torn");
            }
            return super.image(index);
          }
        };
    BufferedImage sheet = ContactSheet.ofClasses(data, 2).picture();
    assertEquals(0xFF0000, middle(sheet, 0, 0));
    assertEquals(Color.GRAY.getRGB() & 0xFFFFFF, middle(sheet, 1, 0), "unreadable");
    assertEquals(0x0000FF, middle(sheet, 0, 1));
    assertEquals(0xFFFFFF, middle(sheet, 1, 1), "no second image");
    assertEquals(0xFFFFFF, middle(sheet, 0, 2), "a class without images");
  }

  @Test
  void anImageKeepsItsAspect() {
    Dataset wide =
        InMemoryDataset.of(
            List.of(Image.of(Drawings.plain(Color.RED, 300, 100))),
            new int[] {0},
            List.of("wide", "other"));
    BufferedImage sheet = ContactSheet.ofClasses(wide, 1).picture();
    assertEquals(0xFF0000, middle(sheet, 0, 0));
    assertEquals(0xEEEEEE, sheet.getRGB(GAP + TILE / 2, GAP + 2) & 0xFFFFFF, "ground above");
  }

  @Test
  void moreThanCanBeSeenIsRefused() {
    Dataset data = DrawnShapes.of(10, 16, 1);
    assertThrows(IllegalArgumentException.class, () -> ContactSheet.ofClasses(data, 0));
    String message =
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.ofClasses(data, 201))
            .getMessage();
    assertTrue(message.contains("2000 images at most, found 2010"), message);
  }
}
