package dev.alexandrite.observe.tune;

import dev.alexandrite.SafeText;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.train.Monitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a {@link Search} found.
 *
 * @param settings what was varied
 * @param goal by what trials are judged
 * @param trials all that are finished, the best first; those without a value are the last
 */
public record SearchResult(List<Setting<?>> settings, Monitor goal, List<TrialResult> trials) {
  /** Sorts the trials: the best first, the earlier of equal ones first. */
  public SearchResult {
    settings = List.copyOf(settings);
    double sign = goal.higherIsBetter() ? -1 : 1;
    trials =
        trials.stream()
            .sorted(
                Comparator.<TrialResult>comparingDouble(
                        result ->
                            result.best().isPresent()
                                ? sign * result.best().getAsDouble()
                                : Double.POSITIVE_INFINITY)
                    .thenComparingInt(result -> result.trial().number()))
            .toList();
  }

  /**
   * The best trial.
   *
   * @return empty if no trial has a value
   */
  public Optional<TrialResult> best() {
    return trials.stream().findFirst().filter(result -> result.best().isPresent());
  }

  /**
   * A table of the trials, for a terminal of 80 columns: as many settings as there is room for.
   *
   * @return lines of at most 80 characters
   */
  public String table() {
    return SearchTable.of(this);
  }

  /**
   * All of it as a table for a spreadsheet (RFC 4180): {@code trial,state,best,bestEpoch,epochs},
   * then a column for each setting.
   *
   * @return the header and a row a trial, the best first
   */
  public String csv() {
    List<String> header = new ArrayList<>(List.of("trial", "state", "best", "bestEpoch", "epochs"));
    settings.forEach(setting -> header.add(setting.name()));
    StringBuilder table = new StringBuilder(row(header));
    for (TrialResult result : trials) {
      List<String> fields = new ArrayList<>();
      fields.add(String.valueOf(result.trial().number()));
      fields.add(result.state().name());
      boolean known = result.best().isPresent();
      fields.add(known ? String.valueOf(result.best().getAsDouble()) : "");
      fields.add(known ? String.valueOf(result.bestEpoch().getAsInt()) : "");
      fields.add(String.valueOf(result.values().size()));
      settings.forEach(setting -> fields.add(String.valueOf(result.trial().get(setting))));
      table.append(row(fields));
    }
    return table.toString();
  }

  private static String row(List<String> fields) {
    return fields.stream().map(SearchResult::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A line break in a name would look like the end of a row. */
  private static String field(String text) {
    String safe = SafeText.of(text);
    return safe.contains(",") || safe.contains("\"")
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }

  /**
   * Writes the table for a spreadsheet, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void writeCsv(Path file) throws IOException {
    Pictures.write(csv().getBytes(StandardCharsets.UTF_8), file);
  }

  /**
   * A picture in parallel coordinates: an axis for each setting and one for the goal, a line for
   * each trial with a value, the best on top. A setting whose logarithm is drawn has a logarithmic
   * axis.
   *
   * @return the text of an {@code .svg} file, with colours for light and dark
   */
  public String picture() {
    return SearchPicture.of(this);
  }

  /**
   * Writes the picture as SVG, whole or not at all.
   *
   * @param file where; a file of that name is replaced, folders are made
   * @throws IOException if it cannot be written
   */
  public void writePicture(Path file) throws IOException {
    Pictures.write(picture().getBytes(StandardCharsets.UTF_8), file);
  }

  /** The table. */
  @Override
  public String toString() {
    return table();
  }
}
