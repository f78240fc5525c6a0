package dev.alexandrite.observe.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Image;
import dev.alexandrite.evaluate.ConfusionMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class HtmlTest {
  @Test
  void figuresAreWrittenForPeople() {
    assertEquals("71.3\u00a0%", Figures.percent(0.7129));
    assertEquals("–", Figures.percent(Double.NaN));
    assertEquals("infinite", Figures.decimal(Double.POSITIVE_INFINITY));
    assertEquals("0.00100", Figures.rate(0.001));
    assertEquals("1,234", Figures.count(1234.4));
    assertEquals("9.6", Figures.count(9.55));
    assertEquals("1,234,567", Figures.count(1_234_567));
    assertEquals("1 image", Figures.things(1, "image"));
    assertEquals("0 classes", Figures.things(0, "class"));
    assertEquals("1,234 leaks", Figures.things(1234, "leak"));
    assertEquals("–", Figures.count(Double.NaN));
    assertEquals("512 MiB", Figures.memory(512L << 20));
    assertEquals("1.5 GiB", Figures.memory(1536L << 20));
    assertEquals("0.3 s", Figures.time(Duration.ofMillis(340)));
    assertEquals("59 s", Figures.time(Duration.ofSeconds(59)));
    assertEquals("2 min 5 s", Figures.time(Duration.ofSeconds(125)));
    assertEquals("3 h 0 min", Figures.time(Duration.ofHours(3)));
    assertEquals("2 d 1 h", Figures.time(Duration.ofHours(49)));
  }

  @Test
  void whatFillsATemplateIsNotLookedAtAgain() {
    Template page = Template.read("report.html");
    Map<String, String> content =
        new java.util.HashMap<>(
            Map.of(
                "policy",
                "p",
                "title",
                "{{style}} $1 \\",
                "subtitle",
                "",
                "style",
                "body{}",
                "tiles",
                "",
                "links",
                "",
                "sections",
                "",
                "release",
                "1"));
    assertTrue(page.fill(content).contains("<title>{{style}} $1 \\</title>"));
    content.put("surplus", "");
    assertThrows(IllegalStateException.class, () -> page.fill(content));
    content.remove("surplus");
    content.remove("title");
    assertThrows(IllegalStateException.class, () -> page.fill(content));
  }

  @Test
  void namesInTheConfusionTableAreText() {
    ConfusionMatrix matrix =
        ConfusionMatrix.builder(List.of("<script>alert(1)</script>", "b\" onmouseover=\"x"))
            .add(0, 1)
            .add(0, 0)
            .add(1, 1)
            .build();
    String html = ConfusionTable.of(matrix);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("b\" on"), html);
    assertTrue(html.contains("&lt;script&gt;"), html);
    assertTrue(html.contains("<td class=\"r5\">1</td><td class=\"w5\">1</td>"), html);
    assertTrue(html.contains("<td class=\"w0\">0</td><td class=\"r9\">1</td>"), html);
  }

  @Test
  void ofManyClassesOnlyTheWorstPairsAreListed() {
    List<String> names = Collections.nCopies(1000, "class");
    ConfusionMatrix.Builder builder = ConfusionMatrix.builder(names);
    for (int label = 0; label < 1000; label++) {
      builder.add(label, (label + 1) % 1000);
    }
    String html = ConfusionTable.of(builder.build());
    assertFalse(html.contains("<table"), html);
    assertEquals(12, Pattern.compile("<li>").matcher(html).results().count());
  }

  @Test
  void thumbnailsAreSmallAndLikeTheImage() throws IOException {
    byte[] rgb = new byte[3 * 500 * 250];
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) 200;
    }
    BufferedImage picture = decoded(Thumbnail.of(new Image(250, 500, rgb)));
    assertEquals(96, picture.getWidth());
    assertEquals(48, picture.getHeight());
    assertEquals(0xC80000, picture.getRGB(48, 24) & 0xFFFFFF);
    assertEquals(2, decoded(Thumbnail.of(new Image(2, 3, new byte[18]))).getHeight());
  }

  private static BufferedImage decoded(String uri) throws IOException {
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
