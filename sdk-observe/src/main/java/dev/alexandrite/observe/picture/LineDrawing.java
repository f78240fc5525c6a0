package dev.alexandrite.observe.picture;

import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.markup.Svg;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Draws a chart: grid and numbers, marks, lines, and names below if there are several lines. */
final class LineDrawing {
  /** Okabe and Ito's colours, which colour-blind eyes tell apart. */
  private static final List<String> COLORS =
      List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

  /** The same for a dark page, where a thin line has to be brighter; style.css has them, too. */
  static final List<String> NIGHT_COLORS =
      List.of("#4BA9E8", "#FF8A3D", "#2FCB9C", "#E9A0CA", "#F5BC3D", "#9AD4F7");

  static final String FILE_STYLE =
      Svg.FILE_STYLE + "@media(prefers-color-scheme:dark){" + nightRules() + "}";

  private static final List<String> DASHES = List.of("", "6 3", "2 3", "9 3 2 3");

  private static final int EDGE = 14;
  private static final int RIGHT = 12;
  private static final int TITLE = 18;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final int LEGEND_ROW = 16;
  private static final int MARK_ROW = 15;
  private static final int GAP = 6;

  /** What a name in the legend has in front: a piece of the line. */
  private static final int SAMPLE = 32;

  /** About the width of a letter, and of a digit. */
  private static final int LETTER = 7;

  /** More points than pixels tell nothing. */
  private static final int MOST_POINTS = 1200;

  private final LineChart.Content content;
  private final Axis horizontal;
  private final Axis vertical;
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;
  private final int namesInRow;
  private final Svg svg;

  LineDrawing(LineChart.Content content) {
    this.content = content;
    horizontal = axis(allX(), content.logX(), true);
    vertical = axis(allY(), content.logY(), false);
    left = EDGE + GAP + widest(vertical) + GAP;
    right = content.size().width() - RIGHT;
    top = TOP + MARK_ROW * content.marks().size();
    bottom = content.size().height() - BOTTOM;
    namesInRow = longestName() <= letters(2) ? 2 : 1;
    int rows = several() ? Math.ceilDiv(content.lines().size(), namesInRow) : 0;
    int height = content.size().height() + LEGEND_ROW * rows;
    svg = Svg.wide(content.size().width(), height, content.title());
  }

  String svg(String style) {
    svg.style(style);
    svg.text(EDGE, TITLE, "start", content.title(), " font-weight=\"600\"");
    grid();
    for (int i = 0; i < content.marks().size(); i++) {
      mark(content.marks().get(i), TOP + 2 + MARK_ROW * i);
    }
    for (int i = 0; i < content.lines().size(); i++) {
      line(content.lines().get(i), i);
    }
    int below = content.size().height() - 8;
    svg.text((left + right) / 2.0, below, "middle", content.xLabel(), "");
    svg.rising(EDGE, (top + bottom) / 2, content.yLabel());
    if (several()) {
      legend();
    }
    return svg.toString();
  }

  private boolean several() {
    return content.legend() && content.lines().size() > 1;
  }

  private void grid() {
    svg.add("<g stroke=\"currentColor\" stroke-opacity=\"0.15\">");
    for (double tick : horizontal.ticks()) {
      segment(x(tick), top, x(tick), bottom);
    }
    for (double tick : vertical.ticks()) {
      segment(left, y(tick), right, y(tick));
    }
    svg.add("</g>");
    List<Double> ticks = horizontal.ticks();
    double room = (double) (right - left) / Math.max(1, ticks.size() - 1);
    int every = (int) Math.ceil((widest(horizontal) + GAP) / room);
    for (int i = 0; i < ticks.size(); i += every) {
      String label = horizontal.label(ticks.get(i));
      double most = content.size().width() - 1 - LETTER * label.length() / 2.0;
      svg.text(Math.min(x(ticks.get(i)), most), bottom + 16, "middle", label, "");
    }
    for (double tick : vertical.ticks()) {
      svg.text(left - GAP, y(tick) + 4, "end", vertical.label(tick), "");
    }
  }

  /** Names stand above the plot, a row each, where they lie on no line and not on one another. */
  private void mark(LineChart.Mark mark, int row) {
    double x = x(mark.x());
    svg.add("<g stroke=\"currentColor\" stroke-dasharray=\"4 3\" stroke-opacity=\"0.7\">");
    segment(x, row - 9, x, bottom);
    svg.add("</g>");
    boolean far = x > content.size().width() / 2.0;
    svg.text(far ? x - 4 : x + 4, row, far ? "end" : "start", mark.name(), "");
  }

  private void line(LineChart.Line line, int index) {
    StringBuilder path = new StringBuilder();
    boolean down = false;
    int points = 0;
    int stride = Math.ceilDiv(Math.max(1, line.x().length), MOST_POINTS);
    int last = line.x().length - 1; // which is shown whatever the stride
    for (int i = last < 0 ? 0 : last % stride; i <= last; i += stride) {
      if (!shown(line.x()[i], content.logX()) || !shown(line.y()[i], content.logY())) {
        down = false;
        continue;
      }
      path.append(down ? 'L' : 'M')
          .append(Markup.coordinate(x(line.x()[i])))
          .append(' ')
          .append(Markup.coordinate(y(line.y()[i])));
      down = true;
      points++;
    }
    // A path of one point draws nothing, but for the round end of a line without length.
    String kind =
        points == 1
            ? "stroke-width=\"6\" stroke-linecap=\"round\" "
            : "stroke-width=\"1.8\" stroke-linejoin=\"round\" ";
    svg.add("<path fill=\"none\" " + kind + stroke(index, points > 1) + " d=\"")
        .add(points == 1 ? path + "h0" : path.toString())
        .add("\"/>");
  }

  /** Two names a row below the axis, or one if they are long. */
  private void legend() {
    for (int i = 0; i < content.lines().size(); i++) {
      double x = EDGE + i % namesInRow * (right - EDGE) / (double) namesInRow;
      double y = content.size().height() + 8.0 + LEGEND_ROW * (i / namesInRow);
      svg.add("<g stroke-width=\"1.8\" fill=\"none\" " + stroke(i, true) + ">");
      segment(x, y - 4, x + SAMPLE - GAP, y - 4);
      svg.add("</g>");
      svg.text(x + SAMPLE, y, "start", cut(content.lines().get(i).name()), "");
    }
  }

  /** A piece of the line of that number, by itself. */
  static String sample(int index) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"26\" height=\"10\" viewBox=\"0 0 26"
        + " 10\" aria-hidden=\"true\"><path d=\"M0 5H26\" fill=\"none\" stroke-width=\"1.8\""
        + " "
        + stroke(index, true)
        + "/></svg>";
  }

  private int longestName() {
    return content.lines().stream()
        .mapToInt(line -> line.name().codePointCount(0, line.name().length()))
        .max()
        .orElse(0);
  }

  /** How many letters of a name there is room for. */
  private int letters(int names) {
    return ((right - EDGE) / names - SAMPLE - GAP) / LETTER;
  }

  private String cut(String name) {
    int[] points = name.codePoints().toArray();
    int most = letters(namesInRow);
    return points.length <= most ? name : new String(points, 0, most - 1) + "…";
  }

  private static int widest(Axis axis) {
    return LETTER * axis.ticks().stream().mapToInt(it -> axis.label(it).length()).max().orElse(0);
  }

  /** The class is for the rules of a dark page, which go before the attribute. */
  private static String stroke(int index, boolean dashed) {
    int color = index % COLORS.size();
    String stroke = "class=\"s" + color + "\" stroke=\"" + COLORS.get(color) + "\"";
    String dashes = DASHES.get(index % DASHES.size());
    return dashes.isEmpty() || !dashed ? stroke : stroke + " stroke-dasharray=\"" + dashes + "\"";
  }

  private static String nightRules() {
    StringBuilder rules = new StringBuilder();
    IntStream.range(0, NIGHT_COLORS.size())
        .forEach(i -> rules.append(".s" + i + "{stroke:" + NIGHT_COLORS.get(i) + "}"));
    return rules.toString();
  }

  private void segment(double x1, double y1, double x2, double y2) {
    svg.add("<path d=\"M" + Markup.coordinate(x1) + " " + Markup.coordinate(y1))
        .add("L" + Markup.coordinate(x2) + " " + Markup.coordinate(y2) + "\"/>");
  }

  private double x(double value) {
    return left + horizontal.share(value) * (right - left);
  }

  private double y(double value) {
    return bottom - vertical.share(value) * (bottom - top);
  }

  private DoubleStream allX() {
    return DoubleStream.concat(
        content.lines().stream().flatMapToDouble(line -> DoubleStream.of(line.x())),
        content.marks().stream().mapToDouble(LineChart.Mark::x));
  }

  private DoubleStream allY() {
    return content.lines().stream().flatMapToDouble(line -> DoubleStream.of(line.y()));
  }

  private static Axis axis(DoubleStream values, boolean logarithmic, boolean counted) {
    double[] shown = values.filter(value -> shown(value, logarithmic)).toArray();
    if (shown.length == 0) {
      return logarithmic ? Axis.over(0.1, 1, true) : Axis.over(0, 1, false);
    }
    double lowest = DoubleStream.of(shown).min().orElseThrow();
    double highest = DoubleStream.of(shown).max().orElseThrow();
    boolean whole = counted && DoubleStream.of(shown).allMatch(it -> it == Math.rint(it));
    return whole && !logarithmic
        ? Axis.whole(lowest, highest)
        : Axis.over(lowest, highest, logarithmic);
  }

  private static boolean shown(double value, boolean logarithmic) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }
}
