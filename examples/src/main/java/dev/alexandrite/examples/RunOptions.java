package dev.alexandrite.examples;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.FlightEvents;
import dev.alexandrite.observe.JsonLines;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.observe.RunFolders;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.Trainer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options that trainings have in common: where a run goes, what computes, and who looks on.
 *
 * @param runs the example's runs
 * @param folder this run's
 * @param resume whether it goes on
 * @param backend what computes
 * @param threads how many threads compute
 * @param devices how many devices there are
 * @param parallelism what they divide
 * @param tensorboard where events for TensorBoard go
 * @param wanted page, meters and report
 */
record RunOptions(
    RunFolders runs,
    Path folder,
    boolean resume,
    String backend,
    int threads,
    int devices,
    Parallelism parallelism,
    Optional<Path> tensorboard,
    Onlookers.Wanted wanted) {
  /** How many pictures TensorBoard gets as the network sees them. */
  private static final int SAMPLES = 8;

  private static final Map<String, Parallelism> SCHEMES =
      new TreeMap<>(
          Map.of(
              "data", Parallelism.data(),
              "towers", Parallelism.towers(),
              "hybrid", Parallelism.hybrid()));

  /**
   * Reads them.
   *
   * @param runs the example's runs, in {@code runs/NAME}
   * @param name the example's
   */
  static RunOptions read(Options options, RunFolders runs, String name) {
    boolean resume =
        options.flag("resume", "goes on with the last run, or the one in --checkpoints");
    Optional<Path> given =
        options.path(
            "checkpoints", "where to keep them; runs/" + name + "/001 and so on otherwise");
    Path folder = given.or(() -> resume ? runs.latest() : Optional.empty()).orElseGet(runs::next);
    return new RunOptions(
        runs,
        folder,
        resume,
        options.text("backend", Execution.AUTO, "what computes: auto, cpu, scalar, cuda or nd4j"),
        options.integer(
            "threads", Runtime.getRuntime().availableProcessors(), "how many threads compute"),
        options.integer("devices", 1, "how many; on processors, threads stand for them"),
        options.choice("parallelism", "data", SCHEMES, "what the devices divide"),
        options.path(
            "tensorboard", "where to write events for TensorBoard, a folder a run; none otherwise"),
        Onlookers.Wanted.read(options));
  }

  /** The run's numbers go beside its checkpoints; what TensorBoard shows goes where it looks. */
  void applyTo(Trainer trainer, Dataset samples, PrintStream out) {
    trainer
        .backend(backend)
        .threads(threads)
        .devices(devices)
        .parallelism(parallelism)
        .checkpoints(folder)
        .listener(ProgressBar.on(out))
        .listener(new FlightEvents())
        .listener(JsonLines.to(folder.resolve("metrics.jsonl")))
        .listener(CsvLog.to(folder.resolve("epochs.csv")))
        .stopOnInterrupt();
    tensorboard
        .map(TensorBoard::to)
        .map(board -> board.samples(samples, Math.min(SAMPLES, samples.size())))
        .ifPresent(trainer::listener);
    if (resume) {
      trainer.resume();
    }
  }

  /** Opens what is wanted to look on, with the example's earlier runs beside this one. */
  Onlookers open(Trainer trainer, PrintStream out) {
    List<Path> earlier = runs.all().stream().filter(run -> !run.equals(folder)).toList();
    return wanted.open(trainer, earlier, out);
  }
}
