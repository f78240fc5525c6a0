package dev.alexandrite.observe.report;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.evaluate.ConfusionMatrix;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.observe.html.Asset;
import dev.alexandrite.observe.html.ConfusionTable;
import dev.alexandrite.observe.html.EpochTable;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.html.RunCharts;
import dev.alexandrite.observe.html.Template;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.picture.NetworkPicture;
import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.RunCurves;
import dev.alexandrite.observe.runs.RunRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays out a report.
 *
 * @param title its title
 * @param recipe the network and the way of pictures into it
 * @param history finished epochs
 * @param facts where the network comes from
 * @param examination an evaluation, if there was one
 * @param trainingTime what the training took, if that is known
 */
record ReportPage(
    String title,
    Recipe recipe,
    List<EpochPoint> history,
    Map<String, String> facts,
    Optional<Examination> examination,
    Optional<Duration> trainingTime) {
  /** Of so many classes or fewer, every label is among the first five. */
  private static final int TOP = 5;

  private static final Template PAGE = Template.read("report.html");
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src "
          + Asset.STYLE.source()
          + "; base-uri 'none'; form-action 'none'";

  String html() {
    StringBuilder sections = new StringBuilder();
    StringBuilder links = new StringBuilder();
    if (!history.isEmpty()) {
      RunRecorder recorder = new RunRecorder();
      history.forEach(recorder::epoch);
      RunCurves curves = recorder.curves();
      section(sections, links, "curves", "Curves", RunCharts.ofEpochs(curves));
      section(sections, links, "epochs", "Epochs", EpochTable.of(curves));
    }
    examination.ifPresent(it -> examined(sections, links, it));
    Network network = recipe.network();
    section(
        sections,
        links,
        "network",
        "Network",
        ModelPicture.of(network) + graph(network) + layers(network) + pipeline());
    section(sections, links, "provenance", "Provenance", Facts.html(facts));
    return PAGE.fill(
        Map.of(
            "policy", POLICY,
            "title", Markup.escape(title),
            "subtitle", subtitle(network),
            "style", Asset.STYLE.text(),
            "tiles", tiles(),
            "links", links.toString(),
            "sections", sections.toString(),
            "release", Markup.escape(Alexandrite.version())));
  }

  private static void examined(
      StringBuilder sections, StringBuilder links, Examination examination) {
    Optional<ConfusionMatrix> confusion = examination.result().confusion();
    if (confusion.isPresent()) {
      section(sections, links, "classes", "Classes", ClassTable.of(confusion.get()));
      section(sections, links, "confusion", "Confusion matrix", ConfusionTable.of(confusion.get()));
    }
    Reliability reliability = examination.reliability();
    section(
        sections,
        links,
        "calibration",
        "Calibration",
        "<p>A network is right as often as it says if every bar ends at the dashed line. The"
            + " expected calibration error over "
            + Reliability.BINS
            + " bins is <b>"
            + Figures.percent(reliability.expectedError())
            + "</b> (Guo et al., arXiv 1706.04599).</p><figure class=\"card reliability\">"
            + ReliabilityDiagram.svg(reliability)
            + "<figcaption>Blue: accuracy of the images in a bin; orange: the gap to their mean"
            + " confidence.</figcaption></figure>");
    section(sections, links, "mistakes", "Highest losses", mistakes(examination.worst()));
  }

  private static void section(
      StringBuilder sections, StringBuilder links, String id, String title, String html) {
    links.append("<li><a href=\"#").append(id).append("\">").append(title).append("</a></li>");
    sections
        .append("<section id=\"")
        .append(id)
        .append("\" aria-labelledby=\"h-")
        .append(id)
        .append("\"><h2 id=\"h-")
        .append(id)
        .append("\">")
        .append(title)
        .append("</h2>")
        .append(html)
        .append("</section>\n");
  }

  private String subtitle(Network network) {
    return Markup.escape(
        Figures.count(network.parameterCount())
            + " parameters, "
            + Figures.count(network.multiplyAdds())
            + " multiply-adds an image, "
            + network.classes()
            + " classes"
            + examination
                .map(it -> ", evaluated on " + Figures.count(it.result().count()) + " images")
                .orElse(""));
  }

  private String tiles() {
    StringBuilder html = new StringBuilder("<dl class=\"tiles\">");
    Optional<EvaluationReport> result = examination.map(Examination::result);
    Optional<EpochPoint> last =
        history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    String source =
        result.isPresent() ? "" : last.isPresent() ? "of the last epoch" : "not measured";
    double unknown = Double.NaN;
    double top1 =
        result.map(EvaluationReport::top1).or(() -> last.map(EpochPoint::top1)).orElse(unknown);
    double top5 =
        result.map(EvaluationReport::top5).or(() -> last.map(EpochPoint::top5)).orElse(unknown);
    double loss =
        result
            .map(EvaluationReport::loss)
            .or(() -> last.map(EpochPoint::validationLoss))
            .orElse(unknown);
    tile(html, "Top-1", Figures.percent(top1), source);
    if (recipe.network().classes() > TOP) {
      tile(html, "Top-5", Figures.percent(top5), source);
    }
    tile(html, "Loss", Figures.decimal(loss), source);
    examination.ifPresent(
        it -> {
          double error = it.reliability().expectedError();
          tile(html, "Calibration error", Figures.percent(error), "");
          it.result()
              .confusion()
              .ifPresent(
                  matrix ->
                      tile(html, "F1", Figures.percent(matrix.macroF1()), "mean of the classes"));
        });
    if (!history.isEmpty()) {
      tile(html, "Epochs", Integer.toString(history.size()), "");
    }
    last.map(EpochPoint::imagesPerSecond)
        .filter(Double::isFinite)
        .ifPresent(
            speed ->
                tile(html, "Training", Figures.count(speed), "images a second, in the last epoch"));
    trainingTime.ifPresent(time -> tile(html, "Training time", Figures.time(time), ""));
    examination.ifPresent(
        it ->
            tile(
                html,
                "Evaluation",
                Figures.count(it.imagesPerSecond()),
                "images a second, " + Figures.time(it.time()) + " together"));
    return html.append("</dl>").toString();
  }

  private static void tile(StringBuilder html, String name, String value, String more) {
    html.append("<div><dt>").append(name).append("</dt><dd>").append(value);
    if (!more.isEmpty()) {
      html.append("<small>").append(more).append("</small>");
    }
    html.append("</dd></div>");
  }

  private static String graph(Network network) {
    return "<details><summary>The graph</summary><figure class=\"card graph\">"
        + NetworkPicture.of(network).svg()
        + "</figure></details>";
  }

  private static String layers(Network network) {
    return "<h3>Layers</h3><div class=\"scroll\" tabindex=\"0\" role=\"region\""
        + " aria-label=\"Layers\"><pre>"
        + Markup.escape(network.summary())
        + "</pre></div>";
  }

  private String pipeline() {
    return "<h3>From picture to input</h3><p>"
        + Markup.escape(recipe.pipeline().toString())
        + "</p>";
  }

  private static String mistakes(List<Examination.Mistake> worst) {
    StringBuilder html = new StringBuilder("<ul class=\"samples\">");
    for (Examination.Mistake mistake : worst) {
      html.append("<li class=\"card\"><img alt=\"\" src=\"")
          .append(mistake.picture())
          .append("\"><div><b>")
          .append(Markup.escape(mistake.label()))
          .append("</b><br>called ")
          .append(Markup.escape(mistake.predicted()))
          .append(", ")
          .append(Figures.percent(mistake.probability()))
          .append("<br>loss ")
          .append(Figures.decimal(mistake.loss()))
          .append("<br><span class=\"note\">")
          .append(Markup.escape(mistake.name()))
          .append("</span></div></li>");
    }
    return html.append("</ul>").toString();
  }
}
