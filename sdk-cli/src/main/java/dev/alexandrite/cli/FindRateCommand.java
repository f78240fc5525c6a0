package dev.alexandrite.cli;

import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.observe.tune.LearningRateCurve;
import dev.alexandrite.observe.tune.LearningRateFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast a network may learn. */
@Command(
    name = "find-lr",
    header = "Finds the learning rate for a training by a trial run.",
    description = {
      "Raises the rate from step to step until the loss diverges, and suggests the rate at which it"
          + " falls fastest and a tenth of that at which it is lowest: the first is for weights"
          + " that were trained before, --model, the second for a network that starts afresh. Takes"
          + " the options of train, a run file too; nothing is kept of the trial."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite find-lr --data photographs --net torchvision --chart rates.svg",
      "  alexandrite find-lr --json"
    })
final class FindRateCommand extends Subcommand {
  @Option(
      names = "--from",
      defaultValue = "1e-7",
      paramLabel = "RATE",
      description = "The first rate, ${DEFAULT-VALUE} by default.")
  private double from = 1e-7;

  @Option(
      names = "--to",
      defaultValue = "10",
      paramLabel = "RATE",
      description = "The last rate, ${DEFAULT-VALUE} by default.")
  private double to = 10;

  @Option(
      names = "--steps",
      defaultValue = "300",
      paramLabel = "N",
      description =
          "Steps from the first to the last, ${DEFAULT-VALUE} by default; with fewer the minimum is"
              + " noise.")
  private int steps = 300;

  @Option(names = "--chart", paramLabel = "FILE", description = "Writes the losses as SVG.")
  private Optional<Path> chart = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes the losses as a table.")
  private Optional<Path> csv = Optional.empty();

  @Mixin private TrainingOptions training = new TrainingOptions();

  FindRateCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    try (TrainingOptions.Setup setup = training.open(this)) {
      LearningRateFinder finder =
          LearningRateFinder.of(setup.trainer()).range(from, to).steps(steps);
      if (shell.terminal()) {
        finder = finder.listener(ProgressBar.on(shell.err()));
      } else if (!json) {
        finder = finder.listener(RateLines.on(shell.err(), steps));
      }
      LearningRateCurve curve = finder.find();
      if (chart.isPresent()) {
        curve.writeChart(chart.get());
      }
      if (csv.isPresent()) {
        curve.writeCsv(csv.get());
      }
      print(curve);
    }
    return Exit.OK;
  }

  private void print(LearningRateCurve curve) {
    if (json) {
      List<Json> points = curve.points().stream().map(FindRateCommand::point).toList();
      shell.json(
          new JsonObject()
              .put("steepest", rate(curve.steepest()))
              .put("minimumTenth", rate(curve.minimumTenth()))
              .put("suggested", rate(suggested(curve)))
              .put("diverged", new Json.Bool(curve.diverged()))
              .put("points", new Json.Arr(points))
              .build());
      return;
    }
    shell.out().println(curve);
    suggested(curve)
        .ifPresentOrElse(
            rate ->
                shell
                    .out()
                    .println(
                        Text.format("take --rate %.2g, ", rate)
                            + (training.model.model.isPresent()
                                ? "steepest, since the weights were trained before"
                                : "minimum / 10, since the network starts afresh")),
            () ->
                note("the loss never fell: see --from and --to, and whether the images are right"));
    chart.ifPresent(file -> shell.out().println("chart " + file));
    csv.ifPresent(file -> shell.out().println("table " + file));
  }

  private OptionalDouble suggested(LearningRateCurve curve) {
    return training.model.model.isPresent() ? curve.steepest() : curve.minimumTenth();
  }

  private static Json rate(OptionalDouble rate) {
    return rate.isPresent() ? Json.of(rate.getAsDouble()) : new Json.Null();
  }

  private static Json point(LearningRateCurve.Point point) {
    return new JsonObject()
        .put("learningRate", point.learningRate())
        .put("loss", Results.number(point.loss()))
        .put("smoothed", Results.number(point.smoothed()))
        .build();
  }
}
