package dev.alexandrite.observe.report;

import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.markup.Svg;
import java.util.List;

/** The reliability diagram as SVG: a bar of accuracy for each bin, and the line of the honest. */
final class ReliabilityDiagram {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 340;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 12;
  private static final int BOTTOM = 44;

  private ReliabilityDiagram() {}

  static String svg(Reliability reliability) {
    String title =
        "Accuracy by confidence, calibration error " + Figures.percent(reliability.expectedError());
    Svg svg = Svg.wide(WIDTH, HEIGHT, title);
    for (int tick = 0; tick <= 10; tick += 2) {
      double value = tick / 10.0;
      svg.add("<path stroke=\"currentColor\" stroke-opacity=\"0.15\" d=\"M")
          .add(at(LEFT) + at(y(value)) + "H" + at(WIDTH - RIGHT))
          .add("\"/>");
      svg.text(LEFT - 6, y(value) + 4, "end", Markup.coordinate(value), "");
      svg.text(x(value), HEIGHT - BOTTOM + 18.0, "middle", Markup.coordinate(value), "");
    }
    svg.add(HATCH);
    bars(svg, reliability.bins());
    svg.add("<path fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"5 4\" d=\"M")
        .add(at(x(0)) + at(y(0)) + "L" + at(x(1)) + at(y(1)))
        .add("\"/>");
    svg.text(x(0.5), HEIGHT - 8.0, "middle", "confidence", "");
    svg.rising(14, (TOP + HEIGHT - BOTTOM) / 2, "accuracy");
    return svg.toString();
  }

  /** Slanting lines, which show on the page and on a bar alike. */
  private static final String HATCH =
      "<defs><pattern id=\"gap\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
          + " patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"#E8701A\""
          + " stroke-width=\"4\"/></pattern></defs>";

  /**
   * A bar is blue up to its accuracy. What it lacks to its confidence is hatched above it, what it
   * has too much within it.
   */
  private static void bars(Svg svg, List<Reliability.Bin> bins) {
    double width = 1.0 / bins.size();
    for (int i = 0; i < bins.size(); i++) {
      Reliability.Bin bin = bins.get(i);
      if (bin.count() == 0) {
        continue;
      }
      String title =
          Figures.things(bin.count(), "image")
              + ": confidence "
              + Figures.percent(bin.confidence())
              + ", accuracy "
              + Figures.percent(bin.accuracy());
      svg.add("<g><title>").add(Markup.escape(title)).add("</title>");
      bar(svg, i * width, width, 0, bin.accuracy(), "fill=\"#0072B2\"");
      bar(
          svg,
          i * width,
          width,
          Math.min(bin.accuracy(), bin.confidence()),
          Math.max(bin.accuracy(), bin.confidence()),
          "fill=\"url(#gap)\" stroke=\"#E8701A\" stroke-width=\"1.5\"");
      svg.add("</g>");
    }
  }

  private static void bar(
      Svg svg, double from, double width, double low, double high, String paint) {
    svg.add("<path ")
        .add(paint)
        .add(" d=\"M")
        .add(at(x(from) + 1) + at(y(low)) + "V" + at(y(high)))
        .add("H" + at(x(from + width) - 1) + "V" + at(y(low)))
        .add("Z\"/>");
  }

  private static String at(double place) {
    return Markup.coordinate(place) + " ";
  }

  private static double x(double value) {
    return LEFT + value * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value) {
    return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM);
  }
}
