package dev.alexandrite.observe.tune;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonObject;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Tries settings one after another and keeps a table of what became of them, at random (Bergstra
 * and Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012) or on a grid.
 *
 * <pre>{@code
 * Setting<Double> rate = Setting.logUniform("rate", 1e-4, 1e-1);
 * Setting<Integer> batch = Setting.choice("batch", 32, 64, 128);
 * SearchResult found =
 *     Search.over(
 *             trial ->
 *                 Trainer.of(net).data(split).epochs(5)
 *                     .batchSize(trial.get(batch))
 *                     .optimizer(Sgd.paper(trial.get(rate)).momentum(0.9)),
 *             rate, batch)
 *         .folder(Path.of("search"))
 *         .random(20);
 * System.out.println(found.table());
 * }</pre>
 *
 * <p>Trials are trained one at a time, since a training uses all processors. Each has a folder of
 * its own; a finished one is a line of {@code trials.jsonl}, written at once. A search that is run
 * again in its folder goes on after the last finished trial, and has the same table in the end as
 * one that was never interrupted; a line that a kill tore is cut off, and its trial is trained
 * again. A folder of another space, seed, goal or rule is refused. A random search may be run again
 * for more trials.
 *
 * <p>A trial that diverges is a finding, and the search goes on. Any other failure ends it, and so
 * does an interruption; what is finished stands. Immutable; options are changed by copies.
 */
public final class Search {
  private static final int MOST_TRIALS = 100_000;

  private final Function<Trial, Trainer> run;
  private final List<Setting<?>> settings;
  private final Path folder;
  private final long seed;
  private final Monitor goal;
  private final MedianRule rule;

  private Search(
      Function<Trial, Trainer> run,
      List<Setting<?>> settings,
      Path folder,
      long seed,
      Monitor goal,
      MedianRule rule) {
    this.run = run;
    this.settings = settings;
    this.folder = folder;
    this.seed = seed;
    this.goal = goal;
    this.rule = rule;
  }

  /**
   * Describes a search.
   *
   * @param run makes the trainer of a trial, which the search starts; it may give it checkpoints
   *     and listeners
   * @param settings what is varied, at least one, with different names
   * @return the search, in the folder {@code search}, with seed 1, for the lowest {@link
   *     Monitor#error()}, without stopping a trial early
   * @throws TrainingException if there is no setting, or two have one name
   */
  public static Search over(Function<Trial, Trainer> run, Setting<?>... settings) {
    Set<String> names = new HashSet<>();
    for (Setting<?> setting : settings) {
      if (!names.add(setting.name())) {
        throw new TrainingException(
            "two settings are called \"" + setting.name() + "\"; give one another name");
      }
    }
    if (names.isEmpty()) {
      throw new TrainingException("a search needs at least one setting: Setting.uniform(...)");
    }
    return new Search(
        run, List.of(settings), Path.of("search"), 1, Monitor.error(), MedianRule.NEVER);
  }

  /**
   * Sets where the table and the folders of the trials go.
   *
   * @param directory created if missing; one search at a time writes there
   * @return a changed copy
   */
  public Search folder(Path directory) {
    return new Search(run, settings, directory, seed, goal, rule);
  }

  /**
   * Sets the seed of a random search.
   *
   * @param number any number; 1 by default
   * @return a changed copy
   */
  public Search seed(long number) {
    return new Search(run, settings, folder, number, goal, rule);
  }

  /**
   * Sets by what trials are judged: the best value of any of their epochs.
   *
   * @param monitor the number, {@link Monitor#error()} by default
   * @return a changed copy
   */
  public Search goal(Monitor monitor) {
    return new Search(run, settings, folder, seed, monitor, rule);
  }

  /**
   * Ends trials that are unlikely to be the best, by the median rule of Google Vizier (Golovin et
   * al., KDD 2017): a trial ends after an epoch if its best value so far is worse than the median,
   * over the trials before it that were completed, of the mean of their values up to that epoch.
   *
   * @param afterTrials how many have to be completed before, at least 1; Vizier's users take some 5
   * @param afterEpochs the first epoch, counted from 1, after which a trial may end, at least 1
   * @return a changed copy
   * @throws TrainingException if a number is out of range
   */
  public Search medianRule(int afterTrials, int afterEpochs) {
    if (afterTrials < 1 || afterEpochs < 1) {
      throw new TrainingException(
          "search: medianRule(trials, epochs) must both be at least 1, found "
              + afterTrials
              + " and "
              + afterEpochs);
    }
    return new Search(run, settings, folder, seed, goal, new MedianRule(afterTrials, afterEpochs));
  }

  /**
   * Tries combinations at random.
   *
   * @param trials how many, those of the folder's table included, 1 to 100 000
   * @return all trials of the folder, the best first
   * @throws TrainingException if the folder is of another search, or a trial fails
   */
  public SearchResult random(int trials) {
    return run(
        "random",
        trials,
        number -> {
          List<Object> values = new ArrayList<>();
          for (int place = 0; place < settings.size(); place++) {
            values.add(settings.get(place).draw(seed, place, number));
          }
          return values;
        });
  }

  /**
   * Tries every combination; the last setting changes fastest.
   *
   * @return all trials, the best first
   * @throws TrainingException if a range has no {@link Setting#points}, the folder is of another
   *     search, or a trial fails
   */
  public SearchResult grid() {
    List<List<?>> axes = new ArrayList<>();
    long count = 1;
    for (Setting<?> setting : settings) {
      List<?> axis = setting.grid();
      axes.add(axis);
      count = Math.min((long) Integer.MAX_VALUE, count * axis.size());
    }
    return run(
        "grid",
        (int) count,
        number -> {
          List<Object> values = new ArrayList<>();
          int rest = number;
          for (List<?> axis : axes.reversed()) {
            values.addFirst(axis.get(rest % axis.size()));
            rest /= axis.size();
          }
          return values;
        });
  }

  private SearchResult run(String kind, int trials, IntFunction<List<Object>> values) {
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new TrainingException(
          "a search has 1 to " + MOST_TRIALS + " trials, found " + trials + " of this " + kind);
    }
    IntFunction<Trial> trial =
        number ->
            new Trial(
                number,
                folder.resolve(String.format(Locale.ROOT, "trial-%04d", number)),
                settings,
                values.apply(number));
    try (TrialTable table = TrialTable.open(folder, header(kind), trial, goal.higherIsBetter())) {
      for (int number = 0; number < trials; number++) {
        if (!table.has(number)) {
          table.add(new TrialRun(trial.apply(number), goal, rule, table.before(number)).run(run));
        }
      }
      return new SearchResult(settings, goal, table.results());
    }
  }

  /** What has to be the same for the search to go on. */
  private Json.Obj header(String kind) {
    JsonObject header = new JsonObject().put("search", kind);
    if (kind.equals("random")) {
      header.put("seed", seed);
    }
    return header
        .put("goal", goal.name())
        .put("medianRule", rule.describe())
        .put("settings", new Json.Arr(settings.stream().map(Setting::describe).toList()))
        .build();
  }
}
