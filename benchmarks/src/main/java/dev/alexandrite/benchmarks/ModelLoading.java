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
        "LOADING %-24s time %.2f of reading's (must 1.2), peak memory %.2f of the weights (must"
            + " 1.3), %.2f of them a process that does nothing; %d rounds",
        name,
        median(loading, Child::seconds) / median(reading, Child::seconds),
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
   * @param seconds for its task
   * @param peakBytes all memory that it ever had
   */
  private record Child(double seconds, double peakBytes) {
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
      return new Child(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }
  }

  /** Prints seconds and bytes. */
  static final class Task {
    private Task() {}

    public static void main(String... arguments) throws IOException {
      Path file = Path.of(arguments[1]);
      long began = System.nanoTime();
      switch (arguments[0]) {
        case "read" -> Files.readAllBytes(file);
        case "load" -> load(file);
        default -> {}
      }
      double seconds = (System.nanoTime() - began) * 1e-9;
      System.out.println(seconds + " " + PeakMemory.bytes());
    }

    private static void load(Path file) {
      LoadOptions options = LoadOptions.defaults().model(AlexNet.torchvision().build());
      ClassifierOptions one = ClassifierOptions.defaults().backend("cpu").batchSize(1);
      PretrainedModel model = Models.load(file, options);
      Classifier classifier = model.classifierBuilder().options(one).build();
      if (classifier.classNames().size() != 1000) {
        throw new IllegalStateException("loaded something else");
      }
    }
  }
}
