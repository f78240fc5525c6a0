package dev.alexandrite.examples;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.micrometer.ClassifierMeters;
import dev.alexandrite.observe.micrometer.TrainingMeters;
import dev.alexandrite.observe.page.Dashboard;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What there is to look at while a network trains, and afterwards: a page, meters, a report. */
final class Onlookers implements AutoCloseable {
  private final Optional<Dashboard> page;
  private final Optional<MetricsEndpoint> metrics;
  private final Optional<Path> report;
  private final PrintStream out;
  private final long began = System.nanoTime();

  private Onlookers(
      Optional<Dashboard> page,
      Optional<MetricsEndpoint> metrics,
      Optional<Path> report,
      PrintStream out) {
    this.page = page;
    this.metrics = metrics;
    this.report = report;
    this.out = out;
  }

  /** The options that ask for them. */
  record Wanted(Optional<Integer> port, Optional<Integer> metricsPort, Optional<Path> report) {
    static Wanted read(Options options) {
      return new Wanted(
          options.integerOr(
              "page", 0, "shows the run on a live page, at this port or any that is free"),
          options.integerOr(
              "metrics", 0, "answers Prometheus at /metrics, at this port or any that is free"),
          options.path("report", "writes a report of the trained network to this HTML file"));
    }

    /** Opens the page, beside which the earlier runs are shown. */
    Onlookers open(Trainer trainer, List<Path> earlierRuns, PrintStream out) {
      Optional<Dashboard> page = port.map(Dashboard::on);
      page.ifPresent(
          dashboard -> {
            earlierRuns.stream()
                .filter(run -> Files.exists(run.resolve("metrics.jsonl")))
                .forEach(dashboard::earlierRuns);
            trainer.listener(dashboard);
            out.println("PAGE " + dashboard.address());
          });
      Optional<MetricsEndpoint> metrics = metricsPort.map(MetricsEndpoint::at);
      metrics.ifPresent(
          endpoint -> {
            trainer.listener(TrainingMeters.of(endpoint.registry()));
            out.println("METRICS " + endpoint.address());
          });
      return new Onlookers(page, metrics, report, out);
    }
  }

  /** The classifier, metered where somebody asks for meters. */
  Classifier metered(Classifier classifier) {
    return metrics
        .map(endpoint -> ClassifierMeters.of(classifier, endpoint.registry()))
        .orElse(classifier);
  }

  void report(TrainingResult result, Dataset validation) {
    report.ifPresent(
        file -> {
          try {
            dev.alexandrite.observe.report.Report.of(result)
                .trainingTime(Duration.ofNanos(System.nanoTime() - began))
                .evaluate(validation)
                .write(file);
          } catch (IOException e) {
            throw new UncheckedIOException("the report cannot be written: " + e, e);
          }
          out.println("REPORT " + file);
        });
  }

  /** Page and meters end with the example. */
  @Override
  public void close() {
    page.ifPresent(Dashboard::close);
    metrics.ifPresent(MetricsEndpoint::close);
  }
}
