package dev.alexandrite.benchmarks;

import dev.alexandrite.checkpoint.InMemoryWeights;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A classifier of 244 MB of foreign weights beside the bytes of its file, each in fresh processes,
 * in turns: a second copy of the weights would cost as much again in time and memory.
 */
final class ModelLoading {
  private static final List<String> ALWAYS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Ddev.alexandrite.cpu.warmup=false"); // compiles kernels, on another processor

  private ModelLoading() {}

  /** A line for the JVM's own defaults, and one for a small young generation. */
  static List<String> measure(int rounds) throws IOException {
    Path file = Files.createTempFile("alexandrite-loading", ".safetensors");
    try {
      save(file);
      return List.of(
          compare("defaults", List.of(), file, rounds),
          compare("-XX:+UseSerialGC -Xmn4m", List.of("-XX:+UseSerialGC", "-Xmn4m"), file, rounds));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String compare(String name, List<String> flags, Path file, int rounds)
      throws IOException {
    List<Child> reading = new ArrayList<>();
    List<Child> loading = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      reading.add(Child.run("read", file, flags));
      loading.add(Child.run("load", file, flags));
    }
    double empty = median(List.of(Child.run("nothing", file, flags)), Child::peakBytes);
    double weights = Files.size(file);
    return Text.format(
        "LOADING %-24s time %.2f of reading's (must 1.2), %.2f once the code is compiled, peak"
            + " memory %.2f of the weights (must 1.3), %.2f of them a process that does nothing;"
            + " %d rounds",
        name,
        median(loading, Child::first) / median(reading, Child::first),
        median(loading, Child::later) / median(reading, Child::later),
        median(loading, Child::peakBytes) / weights,
        empty / weights,
        rounds);
  }

  private static double median(List<Child> children, ToDoubleFunction<Child> figure) {
    double[] figures = children.stream().mapToDouble(figure).sorted().toArray();
    return figures[figures.length / 2];
  }

  private static void save(Path file) {
    AlexNet net = AlexNet.torchvision().build();
    InMemoryWeights weights = InMemoryWeights.of("small numbers");
    net.network()
        .parameters()
        .forEach(
            spec -> {
              float[] values = new float[spec.shape().elements()];
              Arrays.fill(values, 0.01f);
              weights.add(spec.name(), spec.shape(), values);
            });
    Models.save(
        PretrainedModel.of(new Recipe(net.network(), net.pipeline()), weights, WeightRule.exact()),
        file);
  }

  /**
   * What a process took.
   *
   * @param first seconds for its task
   * @param peakBytes all memory that it had had by then
   * @param later seconds when the task had been done often
   */
  private record Child(double first, double peakBytes, double later) {
    static Child run(String task, Path file, List<String> flags) throws IOException {
      List<String> all = new ArrayList<>(ALWAYS);
      all.addAll(flags);
      List<String> arguments = List.of(task, file.toString());
      Process process =
          JavaCommand.of(all, JavaCommand.CLASS_PATH, Map.of(), 1, Task.class.getName(), arguments)
              .start();
      List<String> lines = process.inputReader().lines().toList();
      try {
        if (process.waitFor() != 0) {
          throw new IOException("the process that should " + task + " failed: " + lines);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      String[] numbers = lines.getLast().split(" ", -1);
      return new Child(
          Double.parseDouble(numbers[0]),
          Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]));
    }
  }

  /** Prints seconds, bytes, and the median of later seconds. */
  static final class Task {
    private static final int TIMES = 14;
    private static final int COMPILING = 5;

    private Task() {}

    public static void main(String... arguments) throws IOException {
      Path file = Path.of(arguments[1]);
      double first = seconds(arguments[0], file);
      long peak = PeakMemory.bytes();
      double[] later = new double[TIMES];
      for (int i = 0; i < TIMES; i++) {
        later[i] = seconds(arguments[0], file);
      }
      double[] compiled = Arrays.copyOfRange(later, COMPILING, TIMES);
      Arrays.sort(compiled);
      System.out.println(first + " " + peak + " " + compiled[compiled.length / 2]);
    }

    private static double seconds(String task, Path file) throws IOException {
      long began = System.nanoTime();
      switch (task) {
        case "read" -> Files.readAllBytes(file);
        case "load" -> load(file);
        default -> {}
      }
      return (System.nanoTime() - began) * 1e-9;
    }

    private static void load(Path file) {
      LoadOptions options = LoadOptions.defaults().model(AlexNet.torchvision().build());
      ClassifierOptions one = ClassifierOptions.defaults().backend("cpu").batchSize(1);
      try (PretrainedModel model = Models.load(file, options);
          Classifier classifier = model.classifierBuilder().options(one).build()) {
        if (classifier.classNames().size() != 1000) {
          throw new IllegalStateException("loaded something else");
        }
      }
    }
  }
}
