package dev.alexandrite.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process that reads the weights from disk, predicts the class of one fixed picture, says so and
 * ends, as a command-line tool would. The clock runs from before the process exists.
 */
final class FirstPrediction {
  /** The answer, followed by the number of the class and its probability. */
  static final String PREDICTED = "PREDICTED ";

  private FirstPrediction() {}

  /** The arguments are the file or folder with the weights and the threads. */
  static PeerProcess.Round measure(Contender system, Settings settings, SharedFiles files)
      throws IOException {
    String weights =
        (system.readsOnnx()
                ? files.onnx(Net.TORCHVISION, Tuning.NONE)
                : files.checkpoint(Net.TORCHVISION))
            .toString();
    List<String> arguments = List.of(weights, String.valueOf(settings.threads()));
    AotCache cache = AotCache.of(system, settings, arguments, files);
    ProcessBuilder command = cache.command(system, settings, arguments);
    long start = System.nanoTime();
    Process process = command.start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(PREDICTED)) {
          double seconds = (System.nanoTime() - start) * 1e-9;
          double probability = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
          process.waitFor();
          return new PeerProcess.Round(seconds, 1, probability, 0, 0);
        }
      }
      throw new IOException(system + " predicted nothing; its own message is above");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + system + " started", e);
    } finally {
      process.destroy();
    }
  }

  /** What a starter prints. */
  static String line(int predicted, double probability) {
    return PREDICTED + predicted + " " + probability;
  }
}
