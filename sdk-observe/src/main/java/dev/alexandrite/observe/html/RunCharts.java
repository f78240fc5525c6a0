package dev.alexandrite.observe.html;

import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.picture.LineChart;
import dev.alexandrite.observe.runs.Curve;
import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.RunCurves;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The curves of runs, one above the other. */
public final class RunCharts {
  /** What a chart is of. */
  private record Chart(
      String title, String xLabel, String yLabel, Function<RunCurves, Curve> curve) {}

  private static final String TOP_5 = "Top-5";

  private static final List<Chart> LIVE =
      List.of(
          new Chart("Training loss", "step", "loss", RunCurves::stepLoss),
          new Chart("Validation loss", "epoch", "loss", RunCurves::validationLoss),
          new Chart("Top-1", "epoch", "share of images", RunCurves::top1),
          new Chart(TOP_5, "epoch", "share of images", RunCurves::top5),
          new Chart("Learning rate", "step", "rate", RunCurves::stepRate),
          new Chart("Throughput", "step", "images a second", RunCurves::stepSpeed),
          new Chart("Waiting for data", "step", "share of time", RunCurves::stepWait));

  private RunCharts() {}

  /**
   * The curves of several runs over steps and epochs, under one legend.
   *
   * @param runs what is known of each, by name
   * @return a chart for each measure that any run has
   */
  public static String overlaid(Map<String, RunCurves> runs) {
    StringBuilder html = new StringBuilder(legend(List.copyOf(runs.keySet())));
    html.append("<div class=\"charts\">");
    for (Chart chart : LIVE) {
      LineChart drawn =
          LineChart.of(chart.title(), chart.xLabel(), chart.yLabel()).compact().withoutLegend();
      boolean any = false;
      for (Map.Entry<String, RunCurves> run : runs.entrySet()) {
        Curve curve = chart.curve().apply(run.getValue());
        // A run without values keeps its colour and mark in every chart.
        drawn = drawn.line(run.getKey(), curve.x(), curve.y());
        any |= chart.title().equals(TOP_5) ? run.getValue().ranks() : curve.hasValues();
      }
      if (any) {
        figure(html, drawn);
      }
    }
    return html.append("</div>").toString();
  }

  /** Nothing for a single run, whose name stands above. */
  private static String legend(List<String> names) {
    if (names.size() < 2) {
      return "";
    }
    LineChart chart = LineChart.of("", "", "");
    for (String name : names) {
      chart = chart.line(name, new double[0], new double[0]);
    }
    List<String> samples = chart.samples();
    StringBuilder html = new StringBuilder("<ul class=\"legend\">");
    for (int i = 0; i < names.size(); i++) {
      html.append("<li>").append(samples.get(i)).append(Markup.escape(names.get(i)));
      html.append("</li>");
    }
    return html.append("</ul>").toString();
  }

  /**
   * The curves of one run over its epochs.
   *
   * @param run what is known of it
   * @param judged the epoch that is marked, since it is what the page is about
   * @return charts of what is known
   */
  public static String ofEpochs(RunCurves run, Optional<EpochPoint> judged) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">");
    LineChart loss = marked("Loss", "loss", judged);
    loss = with(with(loss, "training", run.trainLoss()), "validation", run.validationLoss());
    figure(html, loss);
    if (run.top1().hasValues()) {
      LineChart top = marked("Accuracy", "share of images", judged);
      top = with(top, "top-1", run.top1());
      figure(html, run.ranks() ? with(top, "top-5", run.top5()) : top);
    }
    single(html, "Learning rate", "rate", run.epochRate());
    single(html, "Throughput", "images a second", run.epochSpeed());
    single(html, "Waiting for data", "share of time", run.epochWait());
    return html.append("</div>").toString();
  }

  private static LineChart marked(String title, String yLabel, Optional<EpochPoint> judged) {
    LineChart chart = LineChart.of(title, "epoch", yLabel).compact();
    return judged
        .map(epoch -> chart.mark("epoch " + (epoch.epoch() + 1), epoch.epoch() + 1.0))
        .orElse(chart);
  }

  private static LineChart with(LineChart chart, String name, Curve curve) {
    return curve.hasValues() ? chart.line(name, curve.x(), curve.y()) : chart;
  }

  private static void single(StringBuilder html, String title, String yLabel, Curve curve) {
    if (curve.hasValues()) {
      figure(
          html, LineChart.of(title, "epoch", yLabel).compact().line(title, curve.x(), curve.y()));
    }
  }

  private static void figure(StringBuilder html, LineChart chart) {
    html.append("<figure class=\"card\">").append(chart.svg()).append("</figure>");
  }
}
