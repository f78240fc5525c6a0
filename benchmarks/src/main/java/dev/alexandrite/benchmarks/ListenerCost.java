package dev.alexandrite.benchmarks;

import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.FlightEvents;
import dev.alexandrite.observe.JsonLines;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.observe.page.Dashboard;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.EndReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What listeners cost a training step. In one run every second step is told to them, so that what
 * else the machine does meanwhile falls on both sorts of steps alike. A step lasts from one call to
 * the next, and so includes what was done in the first of both; that alone is {@code inside}.
 */
final class ListenerCost implements TrainingListener {
  /** Each with its defaults, and a folder to write into. */
  static final Map<String, Function<Path, TrainingListener>> BY_NAME = byName();

  private static final double BAR = 1.02;

  private final Map<String, TrainingListener> listeners;
  private final int warmUp;
  private final List<Double> with = new ArrayList<>();
  private final List<Double> without = new ArrayList<>();
  private final List<Double> inside = new ArrayList<>();
  private final List<String> epochEnds = new ArrayList<>();
  private boolean told;
  private long last;

  private ListenerCost(Map<String, TrainingListener> listeners, int warmUp) {
    this.listeners = listeners;
    this.warmUp = warmUp;
  }

  private static Map<String, Function<Path, TrainingListener>> byName() {
    Map<String, Function<Path, TrainingListener>> byName = new LinkedHashMap<>();
    byName.put("progress", folder -> ProgressBar.on(System.out));
    byName.put("jsonl", folder -> JsonLines.to(folder.resolve("metrics.jsonl")));
    byName.put("csv", folder -> CsvLog.to(folder.resolve("epochs.csv")));
    byName.put("tensorboard", folder -> TensorBoard.to(folder.resolve("tensorboard")));
    byName.put("flight", folder -> new FlightEvents());
    byName.put("dashboard", folder -> Dashboard.on(0).linger(Duration.ZERO));
    return byName;
  }

  /** Trains one epoch of drawn pictures. */
  static List<String> measure(Settings settings, List<String> names, int warmUp, int steps)
      throws IOException {
    Path folder = Files.createTempDirectory("alexandrite-listeners");
    try {
      Map<String, TrainingListener> listeners = new LinkedHashMap<>();
      for (String name : names) {
        Function<Path, TrainingListener> listener = BY_NAME.get(name);
        if (listener == null) {
          throw new IllegalArgumentException(
              "there is no listener called " + name + ", known are " + BY_NAME.keySet());
        }
        listeners.put(name, listener.apply(folder));
      }
      ListenerCost cost = new ListenerCost(listeners, warmUp);
      Trainer.of(AlexNet.torchvision().classes(10).build())
          .data(DrawnShapes.of(settings.batch() * (warmUp + steps + 1), 256, ExampleBatch.SEED))
          .epochs(1)
          .batchSize(settings.batch())
          .threads(settings.threads())
          .backend("cpu")
          .listener(cost)
          .fit()
          .close();
      return cost.lines();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void onStart(RunControl run, MemoryReport memory) {
    listeners.values().forEach(listener -> listener.onStart(run, memory));
  }

  @Override
  public void onStep(StepReport report) {
    long now = System.nanoTime();
    if (report.step() > warmUp + 1) {
      (told ? with : without).add((now - last) * 1e-6);
    }
    last = now;
    told = report.step() % 2 == 0;
    if (told) {
      listeners.values().forEach(listener -> listener.onStep(report));
      if (report.step() > warmUp) {
        inside.add((System.nanoTime() - now) * 1e-6);
      }
    }
  }

  @Override
  public void onEpoch(EpochReport report) {
    listeners.forEach(
        (name, listener) -> {
          long start = System.nanoTime();
          listener.onEpoch(report);
          epochEnds.add(
              Text.format(
                  "LISTENERS epoch_end %s %.1f ms", name, (System.nanoTime() - start) * 1e-6));
        });
  }

  @Override
  public void onEnd(EndReport report) {
    listeners.values().forEach(listener -> listener.onEnd(report));
  }

  @Override
  public void onFailure(Throwable failure) {
    listeners.values().forEach(listener -> listener.onFailure(failure));
  }

  private List<String> lines() {
    double ratio = quantile(with, 0.5) / quantile(without, 0.5);
    List<String> lines = new ArrayList<>();
    lines.add(line("with", with));
    lines.add(line("without", without));
    lines.add(line("inside", inside));
    lines.add(
        Text.format(
            "LISTENERS ratio %.4f must %.2f %s (%s)",
            ratio,
            BAR,
            ratio <= BAR ? "reached" : "MISSED",
            String.join(", ", listeners.keySet())));
    lines.addAll(epochEnds);
    return lines;
  }

  private static String line(String name, List<Double> millis) {
    return Text.format(
        "LISTENERS %s median %.2f ms, quartiles %.2f to %.2f over %d steps",
        name, quantile(millis, 0.5), quantile(millis, 0.25), quantile(millis, 0.75), millis.size());
  }

  /** Between two values by a straight line. */
  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
