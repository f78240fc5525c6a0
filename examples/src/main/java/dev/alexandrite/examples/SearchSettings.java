package dev.alexandrite.examples;

import dev.alexandrite.observe.tune.Search;
import dev.alexandrite.observe.tune.SearchResult;
import dev.alexandrite.observe.tune.Setting;
import dev.alexandrite.observe.tune.TrialResult;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * Searches learning rate, batch size, momentum and label smoothing at random.
 *
 * <pre>
 * examples/run SearchSettings
 * examples/run SearchSettings --trials 24      # goes on with the same search
 * examples/run SearchSettings --help
 * </pre>
 *
 * <p>Expected output: a table of the trials, the best first, and
 *
 * <pre>
 * RESULT trials=12 best=... error=... folder=runs/SearchSettings
 * </pre>
 */
public final class SearchSettings {
  private SearchSettings() {}

  /**
   * Runs the example.
   *
   * @param arguments the options, see {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        SearchSettings.class,
        "Searches learning rate, batch size, momentum and label smoothing at random.",
        SearchSettings::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    TunedRun run = TunedRun.read(options);
    int epochs = options.integer("epochs", 3, "passes over the training images of each trial");
    int trials = options.integer("trials", 12, "how many are tried, those of before included");
    boolean stop = options.flag("stop-early", "ends trials by the median rule, after 4 trials");
    Path folder =
        options
            .path("out", "the search's folder, where it goes on if there is one")
            .orElse(Path.of("runs", "SearchSettings"));
    options.complete();

    Setting<Double> rate = Setting.logUniform("rate", 1e-4, 1e-1);
    Setting<Integer> batch = Setting.choice("batch", 16, 32, 64, 128);
    Setting<Double> momentum = Setting.uniform("momentum", 0.5, 0.99);
    Setting<Double> smoothing = Setting.choice("label smoothing", 0.0, 0.1);
    Search search =
        Search.over(
                trial ->
                    run.trainer()
                        .epochs(epochs)
                        .batchSize(trial.get(batch))
                        .optimizer(
                            Sgd.paper(trial.get(rate))
                                .momentum(trial.get(momentum))
                                .weightDecay(5e-4))
                        .labelSmoothing(trial.get(smoothing))
                        .schedule(Schedules.cosine()),
                rate,
                batch,
                momentum,
                smoothing)
            .folder(folder)
            .seed(run.seed());
    SearchResult found = (stop ? search.medianRule(4, 1) : search).random(trials);
    out.print(found.table());
    try {
      found.writeCsv(folder.resolve("trials.csv"));
      found.writePicture(folder.resolve("trials.svg"));
    } catch (IOException e) {
      throw new OptionException("--out " + folder + " cannot be written: " + e);
    }
    out.println(
        Text.format(
            "RESULT trials=%d best=%s error=%.3f folder=%s",
            found.trials().size(),
            found.best().map(TrialResult::trial).map(trial -> "" + trial.number()).orElse("none"),
            found.best().map(best -> best.best().orElse(Double.NaN)).orElse(Double.NaN),
            folder));
  }
}
