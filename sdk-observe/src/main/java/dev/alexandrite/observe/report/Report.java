package dev.alexandrite.observe.report;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.Recipe;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.observe.runs.EpochPoint;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A report of a trained network: one HTML file that needs no other and no network, for screens
 * light and dark and for paper. It has the curves of the training, the network, where it comes from
 * and, if it is given labelled images, precision, recall and F1 of each class, the confusion
 * matrix, the images of the highest losses, and whether it is right as often as it says (Guo et
 * al., arXiv 1706.04599).
 *
 * <pre>{@code
 * Report.of(result).evaluate(validation).write(Path.of("report.html"));
 * Report.ofCheckpoint(folder).evaluate(validation).write(Path.of("report.html"));
 * }</pre>
 *
 * <p>Immutable: settings are given by methods that return a changed copy.
 */
public final class Report {
  private final String title;
  private final Recipe recipe;
  private final List<EpochPoint> history;
  private final Map<String, String> facts;
  private final Function<Dataset, Examination> examiner;
  private final Optional<Examination> examination;
  private final Optional<Duration> trainingTime;

  /** The step after which the weights are, where it is known. */
  private final OptionalLong step;

  private Report(
      String title,
      Recipe recipe,
      List<EpochPoint> history,
      Map<String, String> facts,
      Function<Dataset, Examination> examiner,
      Optional<Examination> examination,
      Optional<Duration> trainingTime,
      OptionalLong step) {
    this.title = title;
    this.recipe = recipe;
    this.history = List.copyOf(history);
    this.facts = facts;
    this.examiner = examiner;
    this.examination = examination;
    this.trainingTime = trainingTime;
    this.step = step;
  }

  /**
   * A report of a run that has just ended.
   *
   * @param result the run, which stays open until images are evaluated
   * @return the report, without an evaluation
   * @throws dev.alexandrite.CheckpointException if its last checkpoint cannot be read
   */
  public static Report of(TrainingResult result) {
    return of(
        result.classifier(),
        result.history(),
        result.checkpoint().map(folder -> Facts.of(Checkpoint.open(folder))),
        step(result));
  }

  /** A run that was stopped may have ended within an epoch, at a step that it does not tell. */
  private static OptionalLong step(TrainingResult result) {
    List<EpochReport> history = result.history();
    if (result.restoredEpoch().isPresent()) {
      return OptionalLong.of(history.get(result.restoredEpoch().getAsInt()).step());
    }
    boolean whole =
        result.reason() == StopReason.COMPLETED || result.reason() == StopReason.EARLY_STOP;
    return whole && !history.isEmpty()
        ? OptionalLong.of(history.getLast().step())
        : OptionalLong.empty();
  }

  /**
   * A report of a classifier, wherever it comes from.
   *
   * @param classifier the classifier, which stays open until images are evaluated
   * @return the report, without curves and evaluation
   */
  public static Report of(Classifier classifier) {
    return of(classifier, List.of(), Optional.empty(), OptionalLong.empty());
  }

  private static Report of(
      Classifier classifier,
      List<EpochReport> history,
      Optional<Map<String, String>> facts,
      OptionalLong step) {
    Recipe recipe = classifier.recipe();
    return new Report(
        recipe.network().name(),
        recipe,
        history.stream().map(EpochPoint::of).toList(),
        facts.orElseGet(Facts::ofThisProcess),
        data -> Examination.of(classifier, data),
        Optional.empty(),
        Optional.empty(),
        step);
  }

  /**
   * A report of a checkpoint, from its folder alone. Speed is in it if the run's {@code
   * metrics.jsonl} is beside the checkpoint.
   *
   * @param folder the folder of one checkpoint
   * @return the report, without an evaluation
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   */
  public static Report ofCheckpoint(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    return ofCheckpoint(
        checkpoint,
        checkpoint.recipe(),
        data -> {
          try (Classifier classifier = Classifier.load(folder)) {
            return Examination.of(classifier, data);
          }
        });
  }

  /**
   * A report of a checkpoint whose classifier is loaded already, with options of its own.
   *
   * @param folder the folder of one checkpoint, or the archive that {@code Classifier.pack} wrote
   * @param classifier the checkpoint's, which stays open until images are evaluated
   * @return the report, without an evaluation; without curves if no training wrote the checkpoint
   * @throws dev.alexandrite.CheckpointException if it is damaged or no checkpoint
   */
  public static Report ofCheckpoint(Path folder, Classifier classifier) {
    return ofCheckpoint(
        Checkpoint.open(folder), classifier.recipe(), data -> Examination.of(classifier, data));
  }

  private static Report ofCheckpoint(
      Checkpoint checkpoint, Recipe recipe, Function<Dataset, Examination> examiner) {
    return new Report(
        recipe.network().name(),
        recipe,
        history(checkpoint),
        Facts.of(checkpoint),
        examiner,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(checkpoint.step()));
  }

  private static List<EpochPoint> history(Checkpoint checkpoint) {
    return Speeds.beside(checkpoint.path(), EpochReport.history(checkpoint.path()));
  }

  /**
   * The report with the curves that another checkpoint knows: a run's last one has those of the
   * whole run, its best one those up to the best epoch alone.
   *
   * @param checkpoint a checkpoint of the same run
   * @return a changed copy
   * @throws dev.alexandrite.CheckpointException if it was removed since it was opened
   */
  public Report curvesOf(Checkpoint checkpoint) {
    return new Report(
        title, recipe, history(checkpoint), facts, examiner, examination, trainingTime, step);
  }

  /**
   * The report with an evaluation, which is made now, on the centre crop.
   *
   * @param data labelled images with the network's classes, which it was not trained on
   * @return a changed copy
   * @throws dev.alexandrite.DataException if the class names differ, there are no images, or one
   *     cannot be used
   */
  public Report evaluate(Dataset data) {
    return new Report(
        title,
        recipe,
        history,
        facts,
        examiner,
        Optional.of(examiner.apply(data)),
        trainingTime,
        step);
  }

  /**
   * The report under another title than the network's name.
   *
   * @param text the title
   * @return a changed copy
   */
  public Report title(String text) {
    return new Report(text, recipe, history, facts, examiner, examination, trainingTime, step);
  }

  /**
   * The report with the time that the training took, which neither a result nor a checkpoint knows.
   *
   * @param time the time
   * @return a changed copy
   */
  public Report trainingTime(Duration time) {
    return new Report(
        title, recipe, history, facts, examiner, examination, Optional.of(time), step);
  }

  /**
   * Writes the report.
   *
   * @return the text of an HTML file
   */
  public String html() {
    return new ReportPage(title, recipe, history, facts, examination, trainingTime, judged())
        .html();
  }

  /** The epoch at whose end the weights are, if they are at the end of one. */
  private Optional<EpochPoint> judged() {
    return history.stream()
        .filter(epoch -> step.isPresent() && epoch.step() == step.getAsLong())
        .findFirst();
  }

  /**
   * Writes the report to a file, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Pictures.write(html().getBytes(StandardCharsets.UTF_8), file);
  }

  @Override
  public String toString() {
    return "report of " + title;
  }
}
