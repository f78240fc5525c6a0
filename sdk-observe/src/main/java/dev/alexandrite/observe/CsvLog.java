package dev.alexandrite.observe;

import dev.alexandrite.SafeText;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.observe.file.AppendFile;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records the epochs of a run in a table, such as {@code epochs.csv} (RFC 4180, UTF-8): a header,
 * then a row an epoch with {@value #COLUMNS}, and a column for each metric of the trainer. A field
 * is empty where there is no number: without validation, or, for an epoch before a resumption that
 * had no row yet, the speed. What is not finite is {@code NaN}, {@code Infinity} or {@code
 * -Infinity}.
 *
 * <p>A row is written in one piece, and is on the device when the next epoch begins. If the disk is
 * full, the run goes on, with one warning in the log.
 *
 * <p>A resumed run goes on in the same file: rows of epochs that it trains again are cut off, and
 * so is a last row that a kill tore; missing ones are written. A file that is no record of the run
 * is refused, and so is any file if the run is not a resumed one.
 */
public final class CsvLog implements TrainingListener {
  static final String COLUMNS =
      "epoch,step,trainLoss,validationLoss,top1,top5,learningRate,imagesPerSecond,waitShare";

  private static final List<String> FIXED = List.of(COLUMNS.split(","));
  private static final String LINE_END = "\r\n";

  private final Path path;
  private List<String> metrics = List.of();
  private @Nullable AppendFile file;

  private CsvLog(Path path) {
    this.path = path;
  }

  /**
   * Records in a file.
   *
   * @param path the file; folders are made
   * @return the listener, for one run at a time
   */
  public static CsvLog to(Path path) {
    return new CsvLog(path);
  }

  /**
   * Begins the table.
   *
   * @throws dev.alexandrite.TrainingException if the file cannot be written, or is not of this run
   */
  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    Resumption resumption = Resumption.of(run);
    metrics = metrics(run.config());
    String header = header(metrics);
    KeptRows kept = Files.exists(path) ? KeptRows.of(path, resumption, header) : new KeptRows(0, 0);
    file = AppendFile.open(path, kept.bytes());
    if (kept.bytes() == 0) {
      write(header);
    }
    resumption.epochs().stream().skip(kept.rows()).forEach(epoch -> write(row(epoch)));
    file.sync();
  }

  @Override
  public void onEpoch(EpochReport report) {
    write(row(report));
    if (file != null) {
      file.sync();
    }
  }

  @Override
  public void onEnd(EndReport report) {
    close();
  }

  @Override
  public void onFailure(Throwable failure) {
    close();
  }

  private void write(String line) {
    if (file != null) {
      file.append((line + LINE_END).getBytes(StandardCharsets.UTF_8));
    }
  }

  private void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }

  /** Those of the application, or those that take the place of ranks. */
  private static List<String> metrics(TrainingConfig config) {
    return config.data().task() == Task.CLASSIFICATION
        ? config.metrics().stream().map(Metric::name).toList()
        : config.validation() == null
            ? List.of()
            : EvaluationReport.metricNames(config.data().task());
  }

  /** A metric that is called like a column of ours is told apart. */
  private static String header(List<String> metrics) {
    List<String> columns = new ArrayList<>(FIXED);
    metrics.forEach(name -> columns.add(FIXED.contains(name) ? "metric." + name : name));
    return columns.stream().map(CsvLog::field).collect(Collectors.joining(","));
  }

  private String row(EpochReport report) {
    List<String> fields = new ArrayList<>();
    fields.add(String.valueOf(report.epoch()));
    fields.add(String.valueOf(report.step()));
    fields.add(String.valueOf(report.trainLoss()));
    EvaluationReport validation = report.validation().orElse(null);
    fields.add(validation == null ? "" : String.valueOf(validation.loss()));
    EvaluationReport ranked = validation != null && validation.ranked() ? validation : null;
    fields.add(ranked == null ? "" : String.valueOf(ranked.top1()));
    fields.add(ranked == null ? "" : String.valueOf(ranked.top5()));
    fields.add(String.valueOf(report.learningRate()));
    boolean known = report.imagesPerSecond() > 0;
    fields.add(known ? String.valueOf(report.imagesPerSecond()) : "");
    fields.add(known ? String.valueOf(report.waitShare()) : "");
    for (String metric : metrics) {
      Double value = validation == null ? null : validation.metrics().get(metric);
      fields.add(value == null ? "" : value.toString());
    }
    return String.join(",", fields);
  }

  /** RFC 4180, section 2; a line break in a name would look like the end of a row. */
  private static String field(String name) {
    String safe = SafeText.of(name);
    return safe.contains(",") || safe.contains("\"")
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
