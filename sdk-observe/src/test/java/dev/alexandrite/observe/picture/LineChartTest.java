package dev.alexandrite.observe.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class LineChartTest {
  private static final double[] PLACES = {1, 2, 3, 4};

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
            new double[] {1e12, 1e12 + 1},
            new double[] {0, 0})) {
      Axis axis = Axis.over(ends[0], ends[1], false);
      assertTrue(axis.lowest() <= ends[0] && axis.highest() >= ends[1], axis.toString());
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
