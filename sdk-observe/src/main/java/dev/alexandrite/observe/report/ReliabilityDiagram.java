package dev.alexandrite.observe.report;

import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.picture.Markup;
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
    StringBuilder svg = new StringBuilder();
    String title =
        "Accuracy by confidence, calibration error " + Figures.percent(reliability.expectedError());
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(WIDTH + " " + HEIGHT)
        .append("\" role=\"img\" aria-label=\"")
        .append(Markup.escape(title))
        .append("\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"currentColor\">");
    for (int tick = 0; tick <= 10; tick += 2) {
      double value = tick / 10.0;
      svg.append("<path stroke=\"currentColor\" stroke-opacity=\"0.15\" d=\"M")
          .append(at(LEFT) + at(y(value)) + "H" + at(WIDTH - RIGHT))
          .append("\"/>");
      text(svg, LEFT - 6, y(value) + 4, "end", Markup.coordinate(value));
      text(svg, x(value), HEIGHT - BOTTOM + 18.0, "middle", Markup.coordinate(value));
    }
    bars(svg, reliability.bins());
    svg.append("<path fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"5 4\" d=\"M")
        .append(at(x(0)) + at(y(0)) + "L" + at(x(1)) + at(y(1)))
        .append("\"/>");
    text(svg, x(0.5), HEIGHT - 8.0, "middle", "confidence");
    svg.append("<text text-anchor=\"middle\" transform=\"translate(14 ")
        .append((TOP + HEIGHT - BOTTOM) / 2)
        .append(") rotate(-90)\">accuracy</text>");
    return svg.append("</svg>").toString();
  }

  /** What a bar lacks to its confidence, or has too much, is outlined. */
  private static void bars(StringBuilder svg, List<Reliability.Bin> bins) {
    double width = 1.0 / bins.size();
    for (int i = 0; i < bins.size(); i++) {
      Reliability.Bin bin = bins.get(i);
      if (bin.count() == 0) {
        continue;
      }
      String title =
          bin.count()
              + " images: confidence "
              + Figures.percent(bin.confidence())
              + ", accuracy "
              + Figures.percent(bin.accuracy());
      svg.append("<g><title>").append(Markup.escape(title)).append("</title>");
      bar(svg, i * width, width, 0, bin.accuracy(), "fill=\"#0072B2\"");
      bar(
          svg,
          i * width,
          width,
          Math.min(bin.accuracy(), bin.confidence()),
          Math.max(bin.accuracy(), bin.confidence()),
          "fill=\"#D55E00\" fill-opacity=\"0.3\" stroke=\"#D55E00\"");
      svg.append("</g>");
    }
  }

  private static void bar(
      StringBuilder svg, double from, double width, double low, double high, String paint) {
    svg.append("<path ")
        .append(paint)
        .append(" d=\"M")
        .append(at(x(from) + 1) + at(y(low)) + "V" + at(y(high)))
        .append("H" + at(x(from + width) - 1) + "V" + at(y(low)))
        .append("Z\"/>");
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append("<text x=\"")
        .append(Markup.coordinate(x))
        .append("\" y=\"")
        .append(Markup.coordinate(y))
        .append("\" text-anchor=\"")
        .append(anchor)
        .append("\">")
        .append(text)
        .append("</text>");
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
