package dev.alexandrite.observe.page;

import dev.alexandrite.observe.html.Figures;
import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.observe.runs.RunCurves;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.StepReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The numbers at the top of the page.
 *
 * @param status where the run stands
 * @param curves what is known of its epochs
 */
record StatusTiles(RunStatus status, RunCurves curves) {
  void write(StringBuilder html) {
    StepReport step = status.last();
    Optional<EpochPoint> epoch = curves.last();
    tile(html, "Training loss", step == null ? Figures.UNKNOWN : Figures.decimal(step.loss()), "");
    tile(
        html,
        "Validation loss",
        epoch.map(it -> Figures.decimal(it.validationLoss())).orElse(Figures.UNKNOWN),
        "");
    tile(html, "Top-1", epoch.map(it -> Figures.percent(it.top1())).orElse(Figures.UNKNOWN), "");
    if (curves.ranks()) {
      tile(html, "Top-5", epoch.map(it -> Figures.percent(it.top5())).orElse(Figures.UNKNOWN), "");
    }
    tile(
        html,
        "Learning rate",
        step == null ? Figures.UNKNOWN : Figures.rate(step.learningRate()),
        "");
    tile(
        html,
        "Images a second",
        step == null ? Figures.UNKNOWN : Figures.count(step.imagesPerSecond()),
        step == null ? "" : Figures.percent(step.waitShare()) + " waiting for data");
    tile(
        html,
        "Time",
        Figures.time(status.elapsed()),
        status.left().map(StatusTiles::left).orElse(""));
    memory(html, status.memory());
  }

  /** No more than is known. */
  private static String left(Duration time) {
    return time.toSeconds() < 10 ? "a few seconds left" : "about " + Figures.time(time) + " left";
  }

  private static void memory(StringBuilder html, @Nullable MemoryReport needed) {
    Runtime runtime = Runtime.getRuntime();
    tile(
        html,
        "Java heap",
        Figures.memory(runtime.totalMemory() - runtime.freeMemory()),
        "of "
            + Figures.memory(runtime.maxMemory())
            + (needed == null ? "" : "; the run needs " + Figures.memory(needed.total())));
  }

  private static void tile(StringBuilder html, String name, String value, String more) {
    html.append("<div><dt>").append(name).append("</dt><dd>").append(value);
    if (!more.isEmpty()) {
      html.append("<small>").append(more).append("</small>");
    }
    html.append("</dd></div>");
  }
}
