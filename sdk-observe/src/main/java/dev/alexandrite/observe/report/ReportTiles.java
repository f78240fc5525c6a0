package dev.alexandrite.observe.report;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.runs.EpochPoint;
import java.util.Optional;

/** The figures at the top of a report. */
final class ReportTiles {
  /** Of so many classes or fewer, every label is among the first five. */
  private static final int TOP = 5;

  private final ReportPage page;
  private final StringBuilder html = new StringBuilder("<dl class=\"tiles\">");

  ReportTiles(ReportPage page) {
    this.page = page;
  }

  String html() {
    scores();
    training();
    page.examination()
        .ifPresent(
            it ->
                tile(
                    "Evaluation",
                    Figures.count(it.imagesPerSecond()),
                    "images a second, " + Figures.time(it.time()) + " together"));
    return html.append("</dl>").toString();
  }

  private void scores() {
    Optional<EvaluationReport> result = page.examination().map(Examination::result);
    Optional<EpochPoint> epoch = page.judged().or(this::last);
    String source =
        epoch
            .map(it -> "of epoch " + (it.epoch() + 1))
            .filter(it -> result.isEmpty() || page.judged().isPresent())
            .orElse(result.isPresent() ? "" : "not measured");
    double unknown = Double.NaN;
    double top1 =
        result.map(EvaluationReport::top1).or(() -> epoch.map(EpochPoint::top1)).orElse(unknown);
    double top5 =
        result.map(EvaluationReport::top5).or(() -> epoch.map(EpochPoint::top5)).orElse(unknown);
    double loss =
        result
            .map(EvaluationReport::loss)
            .or(() -> epoch.map(EpochPoint::validationLoss))
            .orElse(unknown);
    tile("Top-1", Figures.percent(top1), source);
    if (page.recipe().network().classes() > TOP) {
      tile("Top-5", Figures.percent(top5), source);
    }
    tile("Loss", Figures.decimal(loss), source);
    page.examination().ifPresent(this::examined);
  }

  private void examined(Examination examination) {
    double error = examination.reliability().expectedError();
    tile("Calibration error", Figures.percent(error), "");
    examination
        .result()
        .confusion()
        .ifPresent(matrix -> tile("F1", Figures.percent(matrix.macroF1()), "mean of the classes"));
  }

  private void training() {
    if (!page.history().isEmpty()) {
      tile("Epochs", Integer.toString(page.history().size()), "");
    }
    last()
        .map(EpochPoint::imagesPerSecond)
        .filter(Double::isFinite)
        .ifPresent(
            speed -> tile("Training", Figures.count(speed), "images a second, in the last epoch"));
    page.trainingTime().ifPresent(time -> tile("Training time", Figures.time(time), ""));
  }

  private Optional<EpochPoint> last() {
    return page.history().isEmpty() ? Optional.empty() : Optional.of(page.history().getLast());
  }

  private void tile(String name, String value, String more) {
    html.append("<div><dt>").append(name).append("</dt><dd>").append(value);
    if (!more.isEmpty()) {
      html.append("<small>").append(more).append("</small>");
    }
    html.append("</dd></div>");
  }
}
