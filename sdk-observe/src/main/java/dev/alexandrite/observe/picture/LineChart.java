package dev.alexandrite.observe.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines over an axis, as SVG: curves of loss, rates, searches. Text, lines and grid take their
 * colour from the page, so that it reads by day and in the dark; each line has a mark of its own
 * beside its colour, for eyes that do not tell colours apart.
 *
 * <p>Settings are given by methods that return a changed copy.
 */
public final class LineChart {
  private static final Size WIDE = new Size(640, 300);
  private static final Size COMPACT = new Size(300, 200);

  private final Content content;

  /** What is drawn. */
  record Content(
      String title,
      String xLabel,
      String yLabel,
      boolean logX,
      boolean logY,
      Size size,
      List<Line> lines,
      List<Mark> marks,
      boolean legend) {}

  /** The canvas without the legend. */
  record Size(int width, int height) {}

  record Line(String name, double[] x, double[] y) {
    @Override
    public String toString() {
      return name + ", " + x.length + " points";
    }
  }

  record Mark(String name, double x) {}

  private LineChart(Content content) {
    this.content = content;
  }

  /**
   * A chart without lines.
   *
   * @param title what it shows; also what a screen reader says
   * @param xLabel what the horizontal axis counts, with its unit
   * @param yLabel the same of the vertical axis
   * @return the chart
   */
  public static LineChart of(String title, String xLabel, String yLabel) {
    return new LineChart(
        new Content(title, xLabel, yLabel, false, false, WIDE, List.of(), List.of(), true));
  }

  /**
   * The chart with a logarithmic horizontal axis.
   *
   * @return a changed copy
   */
  public LineChart logX() {
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            true,
            c.logY(),
            c.size(),
            c.lines(),
            c.marks(),
            c.legend()));
  }

  /**
   * The chart with a logarithmic vertical axis.
   *
   * @return a changed copy
   */
  public LineChart logY() {
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            c.logX(),
            true,
            c.size(),
            c.lines(),
            c.marks(),
            c.legend()));
  }

  /**
   * The chart on a smaller canvas, 300 by 200 in place of 640 by 300, whose text stays legible
   * where charts are side by side or on a telephone.
   *
   * @return a changed copy
   */
  public LineChart compact() {
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            c.logX(),
            c.logY(),
            COMPACT,
            c.lines(),
            c.marks(),
            c.legend()));
  }

  /**
   * The chart with one more line.
   *
   * @param name what it is, for the legend
   * @param x ascending
   * @param y as many; where one is not finite, or not above 0 on a logarithmic axis, the line has a
   *     gap
   * @return a changed copy
   * @throws IllegalArgumentException if the two are not as many
   */
  public LineChart line(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "line '" + name + "' has " + x.length + " places but " + y.length + " values");
    }
    List<Line> more = new ArrayList<>(content.lines());
    more.add(new Line(name, x.clone(), y.clone()));
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            c.logX(),
            c.logY(),
            c.size(),
            more,
            c.marks(),
            c.legend()));
  }

  /**
   * The chart with a vertical line at a place.
   *
   * @param name what is there, such as {@code suggestion}
   * @param x where
   * @return a changed copy
   */
  public LineChart mark(String name, double x) {
    List<Mark> more = new ArrayList<>(content.marks());
    more.add(new Mark(name, x));
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            c.logX(),
            c.logY(),
            c.size(),
            c.lines(),
            more,
            c.legend()));
  }

  /**
   * The chart without the names of its lines, for several charts of the same lines that share one
   * legend, see {@link #samples}.
   *
   * @return a changed copy
   */
  public LineChart withoutLegend() {
    Content c = content;
    return new LineChart(
        new Content(
            c.title(),
            c.xLabel(),
            c.yLabel(),
            c.logX(),
            c.logY(),
            c.size(),
            c.lines(),
            c.marks(),
            false));
  }

  /**
   * A short piece of each line, for a legend beside several charts.
   *
   * @return in the order of the lines, each an {@code <svg>} element of 26 by 10 pixels without a
   *     name
   */
  public List<String> samples() {
    return IntStream.range(0, content.lines().size()).mapToObj(LineDrawing::sample).toList();
  }

  /**
   * Draws it.
   *
   * @return an {@code <svg>} element that takes the width of what holds it, for a page; see {@link
   *     #file()}
   */
  public String svg() {
    return new LineDrawing(content).svg("");
  }

  /**
   * Draws it as a file of its own, with colours for light and dark.
   *
   * @return the text of an {@code .svg} file
   */
  public String file() {
    return new LineDrawing(content).svg(LineDrawing.FILE_STYLE);
  }
}
