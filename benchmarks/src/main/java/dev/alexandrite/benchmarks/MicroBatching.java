package dev.alexandrite.benchmarks;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.model.Model;
import dev.alexandrite.model.ParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Callers that each ask about one photograph after another, of a classifier that answers them one
 * by one and of one that gathers them, in turns.
 */
final class MicroBatching {
  private static final Duration WAIT = Duration.ofMillis(3);

  private final List<byte[]> photographs = TexturedPhotographs.jpegs(32);
  private final int callers;
  private final int calls;

  private MicroBatching(int callers, int calls) {
    this.callers = callers;
    this.calls = calls;
  }

  /** Milliseconds of each call, and of all of them together. */
  private record Turn(double[] latencies, double total) {}

  /** A line for each way, and their ratio. */
  static List<String> measure(Model model, int threads, int callers, int calls, int rounds) {
    MicroBatching load = new MicroBatching(callers, calls);
    ClassifierOptions single = ClassifierOptions.defaults().backend("cpu").threads(threads);
    List<Turn> alone = new ArrayList<>();
    List<Turn> gathered = new ArrayList<>();
    try (Classifier one = classifier(model, single);
        Classifier many = classifier(model, single.microBatch(callers, WAIT))) {
      load.turn(one);
      load.turn(many);
      for (int i = 0; i < rounds; i++) {
        alone.add(load.turn(one));
        gathered.add(load.turn(many));
      }
    }
    return List.of(
        load.line("one by one", alone),
        load.line("gathered", gathered),
        Text.format("MICROBATCH ratio %.2f", load.rate(gathered) / load.rate(alone)));
  }

  private static Classifier classifier(Model model, ClassifierOptions options) {
    InMemoryWeights weights = InMemoryWeights.of("small numbers");
    model.network().parameters().forEach(spec -> add(weights, spec, 0.01f));
    model.network().state().forEach(spec -> add(weights, spec, 1));
    return Classifier.builder(model)
        .weights(weights)
        .classNames(
            IntStream.range(0, model.network().classes()).mapToObj(i -> "class " + i).toList())
        .options(options)
        .build();
  }

  private static void add(InMemoryWeights weights, ParameterSpec spec, float value) {
    float[] values = new float[spec.shape().elements()];
    Arrays.fill(values, value);
    weights.add(spec.name(), spec.shape(), values);
  }

  private Turn turn(Classifier classifier) {
    try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
      long start = System.nanoTime();
      List<Future<double[]>> answers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        int caller = i;
        answers.add(executor.submit(() -> latencies(classifier, caller)));
      }
      double[] all =
          answers.stream().map(MicroBatching::get).flatMapToDouble(Arrays::stream).toArray();
      return new Turn(all, (System.nanoTime() - start) * 1e-6);
    }
  }

  private double[] latencies(Classifier classifier, int caller) {
    double[] times = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      classifier.classify(photographs.get((caller + i * callers) % photographs.size()));
      times[i] = (System.nanoTime() - start) * 1e-6;
    }
    return times;
  }

  private static double[] get(Future<double[]> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a caller failed", e);
    }
  }

  /** Photographs a second, the median of the turns. */
  private double rate(List<Turn> turns) {
    double[] totals = turns.stream().mapToDouble(Turn::total).sorted().toArray();
    return callers * calls / (totals[totals.length / 2] * 1e-3);
  }

  private String line(String name, List<Turn> turns) {
    double[] all =
        turns.stream().map(Turn::latencies).flatMapToDouble(Arrays::stream).sorted().toArray();
    return Text.format(
        "MICROBATCH %-10s %.1f photographs/s, latency median %.0f ms, 99 %% within %.0f ms",
        name, rate(turns), all[all.length / 2], all[all.length * 99 / 100]);
  }
}
