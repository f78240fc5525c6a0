package dev.alexandrite.observe.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Lines over an axis, as SVG: curves of loss, rates, searches. Text, lines and grid take their
 * colour from the page, so that it reads by day and in the dark; each line has a mark of its own
 * beside its colour, for eyes that do not tell colours apart.
 *
 * <p>Settings are given by methods that return a changed copy.
 */
public final class LineChart {
  private static final Size WIDE = new Size(640, 300);
  private static final Size COMPACT = new Size(420, 250);
  private static final int LEFT = 64;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final int LEGEND_ROW = 16;
  private static final int MARK_ROW = 15;

  /** About the width of a letter. */
  private static final int LETTER = 7;

  /** More points than pixels tell nothing. */
  private static final int MOST_POINTS = 1200;

  /** Okabe and Ito's colours, which colour-blind eyes tell apart and white and black both bear. */
  private static final List<String> COLORS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

  private static final List<String> DASHES = List.of("", "6 3", "2 3", "9 3 2 3");

  private final String title;
  private final String xLabel;
  private final String yLabel;
  private final boolean logX;
  private final boolean logY;
  private final Size size;
  private final List<Line> lines;
  private final List<Mark> marks;

  private record Size(int width, int height) {}

  private record Line(String name, double[] x, double[] y) {}

  private record Mark(String name, double x) {}

  private LineChart(
      String title,
      String xLabel,
      String yLabel,
      boolean logX,
      boolean logY,
      Size size,
      List<Line> lines,
      List<Mark> marks) {
    this.title = title;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.logX = logX;
    this.logY = logY;
    this.size = size;
    this.lines = lines;
    this.marks = marks;
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
    return new LineChart(title, xLabel, yLabel, false, false, WIDE, List.of(), List.of());
  }

  /**
   * The chart with a logarithmic horizontal axis.
   *
   * @return a changed copy
   */
  public LineChart logX() {
    return new LineChart(title, xLabel, yLabel, true, logY, size, lines, marks);
  }

  /**
   * The chart with a logarithmic vertical axis.
   *
   * @return a changed copy
   */
  public LineChart logY() {
    return new LineChart(title, xLabel, yLabel, logX, true, size, lines, marks);
  }

  /**
   * The chart on a smaller canvas, 420 by 250 in place of 640 by 300, whose text stays legible
   * where charts are side by side or on a telephone.
   *
   * @return a changed copy
   */
  public LineChart compact() {
    return new LineChart(title, xLabel, yLabel, logX, logY, COMPACT, lines, marks);
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
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(name, x.clone(), y.clone()));
    return new LineChart(title, xLabel, yLabel, logX, logY, size, more, marks);
  }

  /**
   * The chart with a vertical line at a place.
   *
   * @param name what is there, such as {@code suggestion}
   * @param x where
   * @return a changed copy
   */
  public LineChart mark(String name, double x) {
    List<Mark> more = new ArrayList<>(marks);
    more.add(new Mark(name, x));
    return new LineChart(title, xLabel, yLabel, logX, logY, size, lines, more);
  }

  /**
   * Draws it.
   *
   * @return an {@code <svg>} element that takes the width of what holds it, for a page; see {@link
   *     #file()}
   */
  public String svg() {
    return draw("");
  }

  /**
   * Draws it as a file of its own, with colours for light and dark.
   *
   * @return the text of an {@code .svg} file
   */
  public String file() {
    return draw(
        "<style>svg{color:#222;background:#fff}"
            + "@media(prefers-color-scheme:dark){svg{color:#ddd;background:#161616}}</style>");
  }

  private String draw(String style) {
    Axis horizontal = axis(allX(), logX);
    Axis vertical = axis(allY(), logY);
    boolean legend = lines.size() > 1;
    int height = size.height() + (legend ? LEGEND_ROW * Math.ceilDiv(lines.size(), 2) : 0);
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(size.width())
        .append(' ')
        .append(height)
        .append("\" role=\"img\" aria-label=\"")
        .append(Markup.escape(title))
        .append("\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"currentColor\">")
        .append("<title>")
        .append(Markup.escape(title))
        .append("</title>")
        .append(style);
    text(svg, LEFT, 18, "start", title, " font-weight=\"600\"");
    grid(svg, horizontal, vertical);
    for (int i = 0; i < marks.size(); i++) {
      mark(svg, marks.get(i), TOP + 12 + MARK_ROW * i, horizontal);
    }
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), i, horizontal, vertical);
    }
    text(svg, (LEFT + size.width() - RIGHT) / 2.0, size.height() - 8, "middle", xLabel, "");
    svg.append("<text transform=\"translate(12 ")
        .append((TOP + size.height() - BOTTOM) / 2)
        .append(") rotate(-90)\" text-anchor=\"middle\">")
        .append(Markup.escape(yLabel))
        .append("</text>");
    if (legend) {
      legend(svg);
    }
    return svg.append("</svg>").toString();
  }

  private void grid(StringBuilder svg, Axis horizontal, Axis vertical) {
    svg.append("<g stroke=\"currentColor\" stroke-opacity=\"0.15\">");
    for (double tick : horizontal.ticks()) {
      segment(svg, x(horizontal, tick), TOP, x(horizontal, tick), size.height() - BOTTOM);
    }
    for (double tick : vertical.ticks()) {
      segment(svg, LEFT, y(vertical, tick), size.width() - RIGHT, y(vertical, tick));
    }
    svg.append("</g>");
    for (double tick : horizontal.ticks()) {
      text(
          svg,
          x(horizontal, tick),
          size.height() - BOTTOM + 16,
          "middle",
          horizontal.label(tick),
          "");
    }
    for (double tick : vertical.ticks()) {
      text(svg, LEFT - 6, y(vertical, tick) + 4, "end", vertical.label(tick), "");
    }
  }

  /** Names have a row each, so that those of near places do not lie on one another. */
  private void mark(StringBuilder svg, Mark mark, int row, Axis horizontal) {
    double x = x(horizontal, mark.x());
    svg.append("<g stroke=\"currentColor\" stroke-dasharray=\"4 3\" stroke-opacity=\"0.7\">");
    segment(svg, x, TOP, x, size.height() - BOTTOM);
    svg.append("</g>");
    boolean right = x > size.width() / 2.0;
    text(svg, right ? x - 4 : x + 4, row, right ? "end" : "start", mark.name(), "");
  }

  private void line(StringBuilder svg, Line line, int index, Axis horizontal, Axis vertical) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    int points = 0;
    double lastX = 0;
    double lastY = 0;
    int stride = Math.ceilDiv(Math.max(1, line.x().length), MOST_POINTS);
    int last = line.x().length - 1; // which is shown whatever the stride
    for (int i = last < 0 ? 0 : last % stride; i <= last; i += stride) {
      if (!shown(line.x()[i], logX) || !shown(line.y()[i], logY)) {
        down = false;
        continue;
      }
      lastX = x(horizontal, line.x()[i]);
      lastY = y(vertical, line.y()[i]);
      path.append(down ? 'L' : 'M')
          .append(Markup.coordinate(lastX))
          .append(' ')
          .append(Markup.coordinate(lastY));
      down = true;
      points++;
    }
    svg.append("<path fill=\"none\" stroke-width=\"1.8\" ")
        .append(stroke(index))
        .append(" d=\"")
        .append(path)
        .append("\"/>");
    if (points == 1) { // a path of one point draws nothing
      svg.append("<circle r=\"3\" fill=\"")
          .append(color(index))
          .append("\" cx=\"")
          .append(Markup.coordinate(lastX))
          .append("\" cy=\"")
          .append(Markup.coordinate(lastY))
          .append("\"/>");
    }
  }

  /** Two names a row, below the axis. */
  private void legend(StringBuilder svg) {
    for (int i = 0; i < lines.size(); i++) {
      double x = LEFT + i % 2 * (size.width() - LEFT - RIGHT) / 2.0;
      double y = size.height() + 8.0 + LEGEND_ROW * (i / 2);
      svg.append("<g stroke-width=\"1.8\" fill=\"none\" ").append(stroke(i)).append('>');
      segment(svg, x, y - 4, x + 26, y - 4);
      svg.append("</g>");
      text(svg, x + 32, y, "start", cut(lines.get(i).name()), "");
    }
  }

  /** A name as far as there is room for it beside another. */
  private String cut(String name) {
    int[] points = name.codePoints().toArray();
    int most = (size.width() - LEFT - RIGHT) / 2 / LETTER - 5;
    return points.length <= most ? name : new String(points, 0, most - 1) + "…";
  }

  private static String stroke(int index) {
    String stroke = "stroke=\"" + color(index) + "\"";
    String dashes = DASHES.get(index % DASHES.size());
    return dashes.isEmpty() ? stroke : stroke + " stroke-dasharray=\"" + dashes + "\"";
  }

  private static String color(int index) {
    return COLORS.get(index % COLORS.size());
  }

  private static void segment(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%s %sL%s %s\"/>",
            Markup.coordinate(x1),
            Markup.coordinate(y1),
            Markup.coordinate(x2),
            Markup.coordinate(y2)));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String text, String more) {
    svg.append("<text x=\"")
        .append(Markup.coordinate(x))
        .append("\" y=\"")
        .append(Markup.coordinate(y))
        .append("\" text-anchor=\"")
        .append(anchor)
        .append('"')
        .append(more)
        .append('>')
        .append(Markup.escape(text))
        .append("</text>");
  }

  private double x(Axis axis, double value) {
    return LEFT + axis.share(value) * (size.width() - LEFT - RIGHT);
  }

  private double y(Axis axis, double value) {
    return size.height() - BOTTOM - axis.share(value) * (size.height() - TOP - BOTTOM);
  }

  private DoubleStream allX() {
    return DoubleStream.concat(
        lines.stream().flatMapToDouble(line -> DoubleStream.of(line.x())),
        marks.stream().mapToDouble(Mark::x));
  }

  private DoubleStream allY() {
    return lines.stream().flatMapToDouble(line -> DoubleStream.of(line.y()));
  }

  private static Axis axis(DoubleStream values, boolean logarithmic) {
    double[] shown = values.filter(value -> shown(value, logarithmic)).toArray();
    if (shown.length == 0) {
      return logarithmic ? Axis.over(0.1, 1, true) : Axis.over(0, 1, false);
    }
    double lowest = DoubleStream.of(shown).min().orElseThrow();
    double highest = DoubleStream.of(shown).max().orElseThrow();
    return Axis.over(lowest, highest, logarithmic);
  }

  private static boolean shown(double value, boolean logarithmic) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }
}
