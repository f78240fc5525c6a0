package dev.alexandrite.observe.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.observe.html.Asset;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LineChartTest {
  private static final double[] PLACES = {1, 2, 3, 4};
  private static final double[] SMALL = {1e-4, 4e-4};

  @Test
  void isXmlWhateverTheNames() throws Exception {
    String name = "<script>'\"&\u0000\u202Eend\uD800";
    Document svg = parse(LineChart.of(name, name, name).line(name, PLACES, PLACES).mark(name, 2));
    assertEquals("svg", svg.getDocumentElement().getTagName());
    assertTrue(svg.getElementsByTagName("title").item(0).getTextContent().startsWith("<script>"));
  }

  @Test
  void numbersBeyondAllMeasureMakeGaps() throws Exception {
    double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY, 4};
    double[] gap = {1, Double.NaN, 3, 4};
    assertEquals("M M L", moves(LineChart.of("t", "x", "y").line("a", PLACES, gap).svg()));
    String all = LineChart.of("t", "x", "y").line("a", PLACES, values).svg();
    assertFalse(all.contains("NaN") || all.contains("Infinity"), all);
    String none = LineChart.of("t", "x", "y").logY().line("a", PLACES, new double[4]).svg();
    assertFalse(none.contains("NaN") || none.contains("Infinity"), none);
    assertFalse(LineChart.of("t", "x", "y").svg().contains("NaN"));
  }

  /** The commands of the line. */
  private static String moves(String svg) {
    String line = svg.substring(svg.indexOf("stroke-width=\"1.8\""));
    String path = line.substring(line.indexOf(" d=\"") + 4, line.indexOf("\"/>"));
    return path.replaceAll("[0-9. ]+", " ").trim();
  }

  @Test
  void ticksAreRoundAndCoverTheNumbers() {
    for (double[] ends :
        List.of(
            new double[] {0, 1},
            new double[] {-3.2, 17},
            new double[] {1e-9, 3e-9},
            new double[] {5, 5},
            new double[] {0.6, 3.1},
            new double[] {1e12, 1e12 + 1},
            new double[] {0, 0})) {
      Axis axis = Axis.over(ends[0], ends[1], false);
      assertTrue(axis.lowest() <= ends[0] && axis.highest() >= ends[1], axis.toString());
      assertEquals(axis.lowest(), axis.ticks().getFirst(), axis.toString());
      assertEquals(axis.highest(), axis.ticks().getLast(), axis.toString());
      assertTrue(axis.ticks().size() >= 2 && axis.ticks().size() <= 12, axis.ticks().toString());
      List<String> labels = axis.ticks().stream().map(axis::label).toList();
      if (ends[0] < 1e6) {
        assertEquals(labels.size(), labels.stream().distinct().count(), labels.toString());
      }
    }
    Axis decades = Axis.over(2e-6, 30, true);
    assertEquals(1e-6, decades.lowest(), 1e-18);
    assertEquals(0.5, Axis.over(1, 100, true).share(10), 1e-12);
    assertEquals("0.001", decades.label(1e-3));
    assertEquals("1e-6", decades.label(1e-6));
  }

  @Test
  void epochsHaveNoHalves() {
    assertEquals(List.of("1", "2"), labels(Axis.whole(1, 2)));
    assertEquals(List.of("0", "2", "4", "6", "8", "10"), labels(Axis.whole(1, 10)));
    String two = LineChart.of("t", "epoch", "y").line("a", new double[] {1, 2}, SMALL).svg();
    assertFalse(two.contains(">1.5<"), two);
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(axis::label).toList();
  }

  /**
   * Digits are 7 wide, the label of the axis is beside them, and the last number is on the sheet.
   */
  @Test
  void numbersLieOnNothing() {
    double[] steps = {0, 100_000};
    String svg = LineChart.of("t", "x", "share").compact().line("a", steps, SMALL).svg();
    List<double[]> numbers = numbers(svg);
    assertTrue(numbers.size() > 4, svg);
    double before = Double.NEGATIVE_INFINITY;
    for (double[] number : numbers) {
      double from = number[0];
      assertTrue(from >= 14 && number[1] <= 300, svg);
      if (number[2] == 1) {
        assertTrue(from > before, svg);
        before = number[1];
      }
    }
  }

  /** From where to where each number of an axis reaches, and whether it is one below. */
  private static List<double[]> numbers(String svg) {
    return Pattern.compile(
            "<text x=\"([\\d.]+)\" y=\"[\\d.]+\" text-anchor=\"(\\w+)\">([\\d.e-]+)<")
        .matcher(svg)
        .results()
        .map(
            found -> {
              double at = Double.parseDouble(found.group(1));
              double width = 7 * found.group(3).length();
              boolean below = found.group(2).equals("middle");
              double from = below ? at - width / 2 : at - width;
              return new double[] {from, from + width, below ? 1 : 0};
            })
        .toList();
  }

  @Test
  void namesThatAreLongHaveARowEach() {
    LineChart chart = LineChart.of("t", "x", "y").compact();
    String name = "2026-11-30-paper-a";
    String svg = chart.line(name + "1", PLACES, PLACES).line(name + "2", PLACES, PLACES).svg();
    assertTrue(svg.contains(name + "1<") && svg.contains(name + "2<"), svg);
    assertTrue(svg.contains("viewBox=\"0 0 300 232\""), svg);
    String two = chart.line("001", PLACES, PLACES).line("002", PLACES, PLACES).svg();
    assertTrue(two.contains("viewBox=\"0 0 300 216\""), two);
  }

  @Test
  void pagesHaveTheColoursOfTheNight() {
    for (int i = 0; i < LineDrawing.NIGHT_COLORS.size(); i++) {
      String rule = ".s" + i + " { stroke: " + LineDrawing.NIGHT_COLORS.get(i) + "; }";
      assertTrue(Asset.STYLE.text().contains(rule), rule);
    }
  }

  @Test
  void placesAndValuesHaveToBeAsMany() {
    LineChart chart = LineChart.of("t", "x", "y");
    assertThrows(IllegalArgumentException.class, () -> chart.line("a", PLACES, new double[3]));
  }

  private static Document parse(LineChart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(chart.file().getBytes(StandardCharsets.UTF_8)));
  }
}
