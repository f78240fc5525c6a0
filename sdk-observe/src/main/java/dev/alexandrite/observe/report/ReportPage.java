package dev.alexandrite.observe.report;

import dev.alexandrite.Alexandrite;
import dev.alexandrite.evaluate.ConfusionMatrix;
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
 * @param judged the epoch whose weights these are, if they are at the end of one
 */
record ReportPage(
    String title,
    Recipe recipe,
    List<EpochPoint> history,
    Map<String, String> facts,
    Optional<Examination> examination,
    Optional<Duration> trainingTime,
    Optional<EpochPoint> judged) {
  private static final Template PAGE = Template.read("report.html");
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src "
          + Asset.STYLE.source()
          + "; base-uri 'none'; form-action 'none'";

  String html() {
    StringBuilder sections = new StringBuilder();
    StringBuilder links = new StringBuilder();
    if (!history.isEmpty()) {
      RunCurves curves = recorded().curves();
      section(sections, links, "curves", "Curves", RunCharts.ofEpochs(curves, judged));
      section(sections, links, "epochs", "Epochs", EpochTable.of(curves, judged));
    }
    examination.ifPresent(it -> examined(sections, links, it));
    Network network = recipe.network();
    section(
        sections,
        links,
        "network",
        "Network",
        ModelPicture.of(network)
            + graph(network)
            + layers(network)
            + "<h3>From picture to input</h3>"
            + PipelineTable.of(recipe.pipeline()));
    section(sections, links, "provenance", "Provenance", Facts.html(facts));
    return PAGE.fill(
        Map.of(
            "policy", POLICY,
            "title", Markup.escape(title),
            "subtitle", subtitle(network),
            "style", Asset.STYLE.text(),
            "tiles", new ReportTiles(this).html(),
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
            + "<figcaption>Blue: accuracy of the images in a bin. Hatched in orange: the gap to"
            + " their mean confidence, above a bar if the network is right less often than it"
            + " says, within it if more often.</figcaption></figure>");
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
            + judged.map(epoch -> ", " + when(epoch)).orElse("")
            + examination
                .map(it -> ", evaluated on " + Figures.things(it.result().count(), "image"))
                .orElse(""));
  }

  /** Which of the run's epochs it is, and which one was the best. */
  private String when(EpochPoint epoch) {
    Optional<EpochPoint> best = recorded().curves().best();
    boolean isBest = best.isPresent() && best.get().epoch() == epoch.epoch();
    if (epoch.epoch() + 1 < history.size()) {
      return "epoch "
          + (epoch.epoch() + 1)
          + " of "
          + history.size()
          + (isBest ? ", the best" : "");
    }
    return "after "
        + Figures.things(history.size(), "epoch")
        + best.filter(it -> !isBest)
            .map(it -> " of which epoch " + (it.epoch() + 1) + " was the best")
            .orElse("");
  }

  private RunRecorder recorded() {
    RunRecorder recorder = new RunRecorder();
    history.forEach(recorder::epoch);
    return recorder;
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
