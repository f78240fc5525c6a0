package dev.alexandrite.interop.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.interop.LoadOptions;
import dev.alexandrite.interop.Models;
import dev.alexandrite.interop.PretrainedModel;
import dev.alexandrite.interop.tensors.RandomWeights;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.model.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A classifier of 244 MB of weights against the bytes of its file, each in fresh processes, in
 * turns: a second copy of the weights would cost as much again in time and memory.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class LoadingCostTest {
  private static final int RUNS = 5;
  private static final double MOST_TIME = 1.2;

  /** With the 47 MB of a process that does nothing. */
  private static final double MOST_MEMORY = 1.4;

  @TempDir Path folder;

  @Test
  void loadingCostsLittleMoreThanReading() throws IOException, InterruptedException {
    AlexNet net = AlexNet.torchvision().build();
    Path file = folder.resolve("net.safetensors");
    Models.save(
        PretrainedModel.of(
            new Recipe(net.network(), net.pipeline()),
            RandomWeights.of(net.network()),
            WeightRule.exact()),
        file);
    List<Double> reading = new ArrayList<>();
    List<Double> loading = new ArrayList<>();
    List<Double> memory = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      reading.add(child("read", file)[0]);
      double[] loaded = child("load", file);
      loading.add(loaded[0]);
      memory.add(loaded[1]);
    }
    double time = median(loading) / median(reading);
    double peak = median(memory) / Files.size(file);
    String found = "%.2f of the time, %.2f of the bytes".formatted(time, peak);
    assertTrue(time <= MOST_TIME && peak <= MOST_MEMORY, found);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(RUNS / 2).findFirst().orElseThrow();
  }

  private static double[] child(String task, Path file) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn4m",
                "--add-modules=jdk.incubator.vector",
                "-Ddev.alexandrite.cpu.warmup=false", // compiles kernels, on another processor
                "-cp",
                System.getProperty("java.class.path"),
                Task.class.getName(),
                task,
                file.toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = child.inputReader().lines().toList();
    assertEquals(0, child.waitFor(), String.join("\n", lines));
    String[] numbers = lines.getLast().split(" ");
    return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
  }

  /** Prints seconds, and the most bytes that the process ever had. */
  static final class Task {
    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[1]);
      long began = System.nanoTime();
      if (arguments[0].equals("read")) {
        Files.readAllBytes(file);
      } else {
        LoadOptions options = LoadOptions.defaults().model(AlexNet.torchvision().build());
        ClassifierOptions one = ClassifierOptions.defaults().backend("cpu").batchSize(1);
        PretrainedModel model = Models.load(file, options);
        Classifier classifier = model.classifierBuilder().options(one).build();
        assertEquals(1000, classifier.classNames().size());
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.println(seconds + " " + peak());
    }

    private static double peak() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
