package dev.alexandrite.core.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.DataException;
import dev.alexandrite.data.ImageTable;
import dev.alexandrite.data.Task;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of images: what they give, and by which line they are refused. */
class ImageTableTest {
  @TempDir Path temp;

  @BeforeEach
  void images() throws IOException {
    Files.createDirectories(temp.resolve("street"));
    for (String name : List.of("a.png", "b.png", "street/c, d.png")) {
      ImageIO.write(
          new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), "png", temp.resolve(name).toFile());
    }
  }

  private Path table(String text) throws IOException {
    return Files.writeString(temp.resolve("table.csv"), text);
  }

  @Test
  void severalLabels() throws IOException {
    Path csv =
        table(
            "\uFEFFimage,labels\r\n"
                + "a.png, person ;car\r\n\r\n"
                + "b.png,\r\n"
                + "\"street/c, d.png\",\"car\"\r\n");
    ImageTable table = ImageTable.multiLabel(csv);
    assertEquals(Task.MULTI_LABEL, table.task());
    assertEquals(List.of("car", "person"), table.classNames());
    assertEquals(3, table.size());
    float[][] expected = {{1, 1}, {0, 0}, {1, 0}};
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i][0], table.target(i, 0));
      assertEquals(expected[i][1], table.target(i, 1));
    }
    assertEquals("street/c, d.png", table.name(2));
    assertEquals(3, table.image(2).width());
    assertEquals(temp.resolve("a.png"), table.imageFile(0).orElseThrow());
    assertTrue(table.toString().endsWith("(3 images, 2 labels)"), table.toString());
    ImageTable named = table.names(List.of("person", "dog", "car"));
    assertEquals(1, named.target(2, 2));
    assertEquals(0, named.target(0, 1));
    assertNotEquals(table.fingerprint(), named.fingerprint());
    assertThrows(DataException.class, () -> table.label(0));
    String message =
        assertThrows(DataException.class, () -> table.names(List.of("car"))).getMessage();
    assertTrue(message.contains("line 2") && message.contains("person"), message);
  }

  @Test
  void values() throws IOException {
    ImageTable table = ImageTable.regression(table("image,x,y\na.png,0.5,-1e3\nb.png, 2 ,0\n"));
    assertEquals(Task.REGRESSION, table.task());
    assertEquals(List.of("x", "y"), table.classNames());
    assertEquals(-1000, table.target(0, 1));
    assertEquals(2, table.target(1, 0));
    assertThrows(DataException.class, () -> table.names(List.of("y", "x")));
    String before = table.fingerprint();
    assertNotEquals(
        before,
        ImageTable.regression(table("image,x,y\na.png,0.5,-1e3\nb.png,2,1\n")).fingerprint());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "a.png,car                    | line 1: found the columns a.png,car",
        "image,labels                 | names no image",
        "image,labels~a.png           | line 2: found 1 fields, expected 2",
        "image,labels~a.png,car,dog   | write \";\" between labels",
        "image,labels~a.png,car;      | line 2: a label is empty",
        "image,labels~a.png,car;car   | line 2: label \"car\" is there twice",
        "image,labels~a.png,          | no image has a label",
        "image,labels~gone.png,car    | line 2: there is no image file \"gone.png\"",
        "image,labels~~a.png,x~a.png, | line 4: image a.png is on line 3 too",
        "image,labels~,car            | line 2: there is no image file \"\"",
        "image,labels~\"a.png,car     | line 2: a field begins with a double quote",
        "image,labels~\"a.png\"x,car  | line 2: a comma is missing",
      })
  void labelsAreRefusedByTheirLine(String text, String message) throws IOException {
    refused(text, message, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "image~a.png              | line 1: found the columns image, expected",
        "image,x,x~a.png,1,2      | line 1: two columns have one name",
        "image,x,y~a.png,1        | line 2: found 2 fields, expected 3",
        "image,x,y~a.png,1,two    | line 2: \"two\" in column y is not a finite number",
        "image,x~a.png,NaN        | line 2: \"NaN\" in column x is not a finite number",
        "image,x~a.png,1~b.png,   | line 3: \"\" in column x is not a finite number",
      })
  void valuesAreRefusedByTheirLine(String text, String message) throws IOException {
    refused(text, message, false);
  }

  private void refused(String text, String message, boolean labels) throws IOException {
    Path csv = table(text.replace('~', '\n'));
    String found =
        assertThrows(
                DataException.class,
                () -> {
                  if (labels) {
                    ImageTable.multiLabel(csv);
                  } else {
                    ImageTable.regression(csv);
                  }
                })
            .getMessage();
    assertTrue(found.contains(message) && found.contains("table.csv"), found);
  }

  @Test
  void aTableThatIsNotThereOrNotUtf8() throws IOException {
    Path gone = temp.resolve("gone.csv");
    assertTrue(
        assertThrows(DataException.class, () -> ImageTable.multiLabel(gone))
            .getMessage()
            .contains("cannot be read"));
    Path latin = temp.resolve("latin.csv");
    Files.write(latin, "image,labels\na.png,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(
        assertThrows(DataException.class, () -> ImageTable.multiLabel(latin))
            .getMessage()
            .contains("UTF-8"));
  }

  @Test
  void aDamagedFileIsNamedWhenItIsRead() throws IOException {
    Files.writeString(temp.resolve("b.png"), "no image");
    ImageTable table = ImageTable.multiLabel(table("image,labels\nb.png,car\n"));
    String message = assertThrows(DataException.class, () -> table.image(0)).getMessage();
    assertTrue(message.contains("b.png") && message.contains("remove its line"), message);
  }

  @Test
  void aFolderIsNoTable() {
    DataException refused = assertThrows(DataException.class, () -> ImageTable.multiLabel(temp));
    assertTrue(refused.getMessage().contains("no regular file"), refused::getMessage);
  }
}
