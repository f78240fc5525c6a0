package dev.alexandrite.cli;

import dev.alexandrite.classify.Evaluator;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.model.Network;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.FlightEvents;
import dev.alexandrite.observe.JsonLines;
import dev.alexandrite.observe.JsonStream;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network learns. */
@Command(
    name = "train",
    header = "Trains a network on photographs, on CIFAR-10, or on drawn shapes.",
    description = {
      "A run's folder has its checkpoints, metrics.jsonl, epochs.csv, and run.yaml, the settings"
          + " that repeat it. Ctrl-C stops after the step with a checkpoint; --resume goes on."
    },
    footer = {
      "",
      "Examples:",
      "  alexandrite train",
      "  alexandrite train --data photographs --net torchvision --epochs 26 --page",
      "  alexandrite train --data photographs --model alexnet.safetensors \\",
      "      --net torchvision --freeze-up-to pool5 --rate 0.001 --epochs 3",
      "  alexandrite train --resume",
      "  alexandrite train --config runs/train/001/run.yaml"
    })
final class TrainCommand extends Subcommand {
  static final String METRICS = "metrics.jsonl";
  private static final String EPOCHS = "epochs.csv";

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--early-stop",
      paramLabel = "EPOCHS",
      description = "Stops when the validation has not improved for so many; never by default.")
  private Optional<Integer> earlyStop = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "The run's folder, runs/train/001 and so on by default.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--resume",
      fallbackValue = "true",
      description = "Goes on with the last run, or the one in --run, with its settings.")
  private boolean resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "A checkpoint after so many steps, beside that of each epoch.")
  private Optional<Long> checkpointEvery = Optional.empty();

  @Mixin private OnlookerOptions onlookers = new OnlookerOptions();

  TrainCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = folder();
    long began = System.nanoTime();
    try (TrainingOptions.Setup setup = training.open(this)) {
      Trainer trainer = configured(setup, folder);
      if (!json) {
        Network network = setup.model().network();
        shell
            .out()
            .println(
                Text.format(
                    "network %s, %,d parameters, %d classes",
                    network.name(), network.parameterCount(), network.classes()));
      }
      training.notes().forEach(this::note);
      List<Path> earlier = shell.runs().all().stream().filter(r -> !r.equals(folder)).toList();
      var samples = setup.images().validation();
      try (var _ = onlookers.open(trainer, earlier, samples, shell);
          TrainingResult result = trainer.fit()) {
        if (result.reason() == StopReason.CANCELLED) {
          return Exit.INTERRUPTED;
        }
        onlookers.report(result, samples, Duration.ofNanos(System.nanoTime() - began));
        print(result, setup, folder);
        result
            .unsaved()
            .ifPresent(
                why -> {
                  throw why; // what the run was for is not on the disk
                });
        return Exit.OK;
      }
    }
  }

  private Path folder() {
    if (run.isPresent() || !resume) {
      return run.orElseGet(shell.runs()::next);
    }
    return shell
        .runs()
        .latest()
        .orElseThrow(
            () ->
                new UsageException(
                    "--resume finds no run in runs/train; name its folder by --run DIR"));
  }

  private Trainer configured(TrainingOptions.Setup setup, Path folder) {
    Trainer trainer = setup.trainer().checkpoints(folder).stopOnInterrupt();
    checkpointEvery.ifPresent(trainer::checkpointEvery);
    earlyStop.map(EarlyStop::of).ifPresent(trainer::earlyStop);
    if (resume) {
      trainer.resume();
    }
    if (json) {
      trainer.listener(JsonStream.on(shell.out()));
    }
    if (!json || shell.terminal()) {
      trainer.listener(ProgressBar.on(shell.err()));
    }
    return trainer
        .listener(JsonLines.to(folder.resolve(METRICS)))
        .listener(CsvLog.to(folder.resolve(EPOCHS)))
        .listener(new FlightEvents())
        .listener(new RunNotes(folder));
  }

  private void print(TrainingResult result, TrainingOptions.Setup setup, Path folder) {
    var pipeline = setup.model().pipeline();
    Evaluator evaluator = Evaluator.of(result.classifier());
    Optional<EvaluationReport> ten =
        pipeline.resize().resizedHeight() > pipeline.cropHeight()
            ? Optional.of(evaluator.evaluate(setup.images().validation(), Views.TEN))
            : Optional.empty();
    EvaluationReport center = evaluator.evaluate(setup.images().validation(), Views.CENTER);
    if (json) {
      JsonObject object =
          new JsonObject()
              .put("event", "result")
              .put("run", folder.toString())
              .put("reason", result.reason().name())
              .put("top1", center.top1())
              .put("top5", center.top5())
              .put("loss", Results.number(center.loss()));
      ten.ifPresent(found -> object.put("top1TenViews", found.top1()));
      ten.ifPresent(found -> object.put("top5TenViews", found.top5()));
      result.checkpoint().ifPresent(path -> object.put("checkpoint", path.toString()));
      result.bestCheckpoint().ifPresent(path -> object.put("bestCheckpoint", path.toString()));
      result.best().ifPresent(epoch -> object.put("bestEpoch", epoch.epoch()));
      shell.json(object.build());
      return;
    }
    int classes = setup.model().network().classes();
    ten.ifPresent(found -> shell.out().println("ten views: " + Results.line(found, classes)));
    shell.out().println(Results.line(center, classes) + "  run " + folder);
    result.best().ifPresent(epoch -> shell.out().println(best(epoch, result.bestCheckpoint())));
    onlookers.report.ifPresent(file -> shell.out().println("report " + file));
  }

  /** What the other commands take of the run. */
  private static String best(EpochReport epoch, Optional<Path> checkpoint) {
    return "best: "
        + epoch.validation().map(found -> Text.format("top1 %.4f ", found.top1())).orElse("")
        + ("in epoch " + (epoch.epoch() + 1))
        + checkpoint.map(path -> ", " + path).orElse(", of which no checkpoint is left");
  }

  /** The settings beside the records, and how to go on if the run is interrupted. */
  private final class RunNotes implements TrainingListener {
    private final Path folder;
    private long began;

    RunNotes(Path folder) {
      this.folder = folder;
    }

    /** After the records have found that the folder is this run's. */
    @Override
    public void onStart(RunControl control, MemoryReport memory) {
      EffectiveSettings.write(spec(), folder);
      began = control.step();
    }

    /** Before the process, which waits for the run, goes on to end. */
    @Override
    public void onEnd(EndReport end) {
      if (end.reason() == StopReason.CANCELLED && end.checkpoint().isPresent()) {
        shell.err().println("to go on: alexandrite train --resume --run " + folder);
        shell.err().flush();
      }
      if (end.reason() == StopReason.COMPLETED && end.step() == began) {
        note(folder + " has all its epochs, there was nothing left to do; what it ended with:");
      }
    }
  }
}
