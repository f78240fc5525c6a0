package dev.alexandrite.observe.page;

import dev.alexandrite.classify.Prediction;
import dev.alexandrite.observe.html.ConfusionTable;
import dev.alexandrite.observe.html.EpochTable;
import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.html.RunCharts;
import dev.alexandrite.observe.markup.Markup;
import dev.alexandrite.observe.runs.RunCurves;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Draws the parts of the page from copies of what is known. */
final class Sections {
  private static final String NOTHING_YET = "<p class=\"note\">Nothing yet.</p>";

  /** More earlier runs than that push the curves out of sight. */
  private static final int MOST_UNFOLDED = 2;

  private final Board board;
  private final String formToken;

  Sections(Board board, String formToken) {
    this.board = board;
    this.formToken = formToken;
  }

  /** The HTML inside a part's element. */
  String html(Part part) {
    return switch (part) {
      case STATUS -> board.latest().map(Sections::status).orElse(waiting());
      case ANNOUNCE -> board.latest().map(run -> Markup.escape(run.announcement())).orElse("");
      case CURVES -> curves();
      case RUNS -> runs();
      case SAMPLES -> board.latest().flatMap(Sections::samples).orElse(NOTHING_YET);
      case FILTERS -> pictures().map(Sections::filters).orElse(NOTHING_YET);
      case CONFUSION ->
          board.latest().flatMap(LiveRun::confusion).map(ConfusionTable::of).orElse(NOTHING_YET);
      case EPOCHS ->
          board
              .latest()
              .map(LiveRun::curves)
              .filter(run -> run.last().isPresent())
              .map(EpochTable::of)
              .orElse(NOTHING_YET);
      case MESSAGES -> messages();
    };
  }

  /** The title of the window. */
  String title() {
    Optional<LiveRun> run = board.latest();
    return run.map(it -> it.name() + ", " + Math.round(100 * it.status().progress()) + " %")
        .orElse("No run yet");
  }

  private static String waiting() {
    return "<p class=\"note\">No run has started yet.</p>";
  }

  private static String status(LiveRun run) {
    RunStatus status = run.status();
    StringBuilder html = new StringBuilder();
    html.append("<p>")
        .append(Markup.escape(run.name()))
        .append(": ")
        .append(Markup.escape(where(status)))
        .append("</p><progress max=\"1\" value=\"")
        .append(Markup.coordinate(status.progress()))
        .append("\" aria-label=\"Part of the run that is done\"></progress><dl class=\"tiles\">");
    new StatusTiles(status, run.curves()).write(html);
    return html.append("</dl>").toString();
  }

  private static String where(RunStatus status) {
    return switch (status.phase()) {
      case WAITING -> "is about to start";
      case RUNNING ->
          status.last() == null
              ? "has started"
              : "epoch "
                  + (status.last().epoch() + 1)
                  + " of "
                  + status.epochs()
                  + ", step "
                  + status.last().step();
      case ENDED, FAILED -> status.outcome();
    };
  }

  private String curves() {
    Map<String, RunCurves> all = board.earlierRuns();
    board.liveRuns().forEach(run -> all.put(run.name(), run.curves()));
    return all.isEmpty() ? NOTHING_YET : RunCharts.overlaid(all);
  }

  private String runs() {
    StringBuilder html = new StringBuilder();
    Map<String, RunCurves> earlier = new LinkedHashMap<>(board.earlierRuns());
    List<LiveRun> live = board.liveRuns();
    if (earlier.isEmpty() && live.isEmpty()) {
      return NOTHING_YET;
    }
    html.append("<ul class=\"runs\">");
    for (int i = live.size() - 1; i >= 0; i--) {
      LiveRun run = live.get(i);
      RunStatus status = run.status();
      html.append("<li class=\"card\">");
      what(html, run.name(), state(status), run.curves());
      if (status.phase() == RunStatus.Phase.RUNNING) {
        html.append("<div>");
        form(html, "checkpoint", "Save a checkpoint", run.name(), "", i);
        form(html, "stop", "Stop and save", run.name(), stopQuestion(run.name()), i);
        html.append("</div>");
      }
      html.append("</li>");
    }
    if (earlier.size() <= MOST_UNFOLDED) {
      return html.append(cards(earlier)).append("</ul>").toString();
    }
    return html.append("</ul><details><summary>")
        .append(earlier.size())
        .append(" earlier runs</summary><ul class=\"runs\">")
        .append(cards(earlier))
        .append("</ul></details>")
        .toString();
  }

  private static String cards(Map<String, RunCurves> earlier) {
    StringBuilder html = new StringBuilder();
    earlier.forEach(
        (name, curves) -> {
          html.append("<li class=\"card\">");
          what(html, name, "earlier", curves);
          html.append("</li>");
        });
    return html.toString();
  }

  private static String state(RunStatus status) {
    return switch (status.phase()) {
      case WAITING -> "waiting";
      case RUNNING -> "running";
      case ENDED, FAILED -> status.outcome();
    };
  }

  private static String stopQuestion(String name) {
    return "Stop "
        + name
        + " after the step it is in? If it has a folder for checkpoints, it writes"
        + " one, from which it can be resumed exactly.";
  }

  private static void what(StringBuilder html, String name, String state, RunCurves curves) {
    html.append("<div class=\"what\"><b>")
        .append(Markup.escape(name))
        .append("</b> <span class=\"note\">")
        .append(Markup.escape(state))
        .append("</span>");
    curves
        .best()
        .ifPresent(
            best ->
                html.append("<br>best top-1 ")
                    .append(Figures.percent(best.top1()))
                    .append(" in epoch ")
                    .append(best.epoch() + 1));
    html.append("</div>");
  }

  private void form(
      StringBuilder html, String action, String text, String run, String question, int number) {
    html.append("<form method=\"post\" action=\"/").append(action).append('"');
    if (!question.isEmpty()) {
      html.append(" data-confirm=\"").append(Markup.escape(question)).append('"');
    }
    html.append("><input type=\"hidden\" name=\"token\" value=\"")
        .append(formToken)
        .append("\"><input type=\"hidden\" name=\"run\" value=\"")
        .append(Markup.escape(run))
        .append("\"><button id=\"")
        .append(action)
        .append(number)
        .append("\"><span>")
        .append(text)
        .append("</span><span class=\"quiet\"> of ")
        .append(Markup.escape(run))
        .append("</span></button></form>");
  }

  private Optional<RunPictures> pictures() {
    return board.latest().flatMap(LiveRun::pictures);
  }

  private static Optional<String> samples(LiveRun run) {
    return run.pictures().map(pictures -> samples(pictures, run.isOver()));
  }

  private static String samples(RunPictures pictures, boolean over) {
    List<Sample> samples = pictures.samples();
    if (samples.isEmpty()) {
      return "<p class=\"note\">None yet, or the run has no validation data.</p>";
    }
    StringBuilder html = new StringBuilder("<p class=\"note\">After ");
    html.append(epochs(pictures.samplesEpochs())).append(", without augmentation");
    if (!over) {
      html.append("; again after ")
          .append(epochs(RunPictures.nextAtLatest(pictures.samplesEpochs())))
          .append(" at the latest, or at the end");
    }
    html.append(".</p>");
    html.append("<ul class=\"samples\">");
    for (Sample sample : samples) {
      html.append("<li class=\"card\"><img alt=\"")
          .append(Markup.escape(sample.name()))
          .append("\" src=\"")
          .append(sample.picture())
          .append("\"><div>")
          .append(Markup.escape(sample.label()))
          .append(sample.right() ? " <span class=\"verdict right\">✓ right" : "")
          .append(sample.right() ? "" : " <span class=\"verdict wrong\">✗ wrong")
          .append("</span><ol>");
      for (Prediction prediction : sample.top()) {
        html.append("<li><span>")
            .append(Markup.escape(prediction.label()))
            .append("</span> <span>")
            .append(Figures.percent(prediction.probability()))
            .append("</span><meter max=\"1\" value=\"")
            .append(Markup.coordinate(prediction.probability()))
            .append("\" aria-hidden=\"true\"></meter></li>");
      }
      html.append("</ol></div></li>");
    }
    return html.append("</ul>").toString();
  }

  private static String filters(RunPictures pictures) {
    List<FilterPicture> all = pictures.filters();
    if (all.isEmpty()) {
      return "<p class=\"note\">None yet, or the first layer is no convolution over red, green and"
          + " blue.</p>";
    }
    StringBuilder html = new StringBuilder("<div class=\"filters\">");
    for (FilterPicture picture : all.reversed()) {
      html.append("<figure class=\"card\"><img alt=\"")
          .append(picture.filters())
          .append(" filters of ")
          .append(Markup.escape(picture.layer()))
          .append("\" src=\"")
          .append(picture.picture())
          .append("\"><figcaption>")
          .append(Markup.escape(picture.layer()))
          .append(picture.epochs() == 0 ? ", before training" : ", after ")
          .append(picture.epochs() == 0 ? "" : epochs(picture.epochs()))
          .append("</figcaption></figure>");
    }
    return html.append("</div>").toString();
  }

  private static String epochs(int count) {
    return Figures.things(count, "epoch");
  }

  private String messages() {
    List<String> messages = board.latest().map(LiveRun::messages).orElse(List.of());
    if (messages.isEmpty()) {
      return "<p class=\"note\">None.</p>";
    }
    StringBuilder html = new StringBuilder("<ul class=\"messages\">");
    messages.forEach(message -> html.append("<li>").append(Markup.escape(message)).append("</li>"));
    return html.append("</ul>").toString();
  }
}
