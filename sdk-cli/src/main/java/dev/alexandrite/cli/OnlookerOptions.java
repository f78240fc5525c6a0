package dev.alexandrite.cli;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.page.Dashboard;
import dev.alexandrite.observe.report.Report;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who looks on while a network trains, and afterwards. */
final class OnlookerOptions {
  /** How many pictures TensorBoard gets as the network sees them. */
  private static final int SAMPLES = 8;

  @Option(
      names = "--page",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "PORT",
      description = "Shows the run on a live page, at this port or any that is free.")
  Optional<Integer> page = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page about the trained network.")
  Optional<Path> report = Optional.empty();

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "Writes events for TensorBoard into a folder of this run.")
  Optional<Path> tensorboard = Optional.empty();

  /**
   * Opens the page, beside which earlier runs are shown, and the events' file.
   *
   * @return closes the page
   */
  AutoCloseablePage open(Trainer trainer, List<Path> earlierRuns, Dataset samples, Shell shell) {
    tensorboard
        .map(TensorBoard::to)
        .map(board -> board.samples(samples, Math.min(SAMPLES, samples.size())))
        .ifPresent(trainer::listener);
    Optional<Dashboard> shown = page.map(Dashboard::on);
    shown.ifPresent(
        dashboard -> {
          earlierRuns.stream()
              .filter(run -> Files.exists(run.resolve(TrainCommand.METRICS)))
              .forEach(dashboard::earlierRuns);
          trainer.listener(dashboard);
          shell.err().println("page " + dashboard.address());
        });
    return () -> shown.ifPresent(Dashboard::close);
  }

  /** Writes the report, if one is wanted. */
  void report(TrainingResult result, Dataset validation, Duration took) throws IOException {
    if (report.isPresent()) {
      Report.of(result).trainingTime(took).evaluate(validation).write(report.get());
    }
  }

  /** A page that may be shown. */
  interface AutoCloseablePage extends AutoCloseable {
    @Override
    void close();
  }
}
