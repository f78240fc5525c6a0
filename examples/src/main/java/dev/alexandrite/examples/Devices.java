package dev.alexandrite.examples;

import dev.alexandrite.Alexandrite;
import java.io.PrintStream;

/**
 * Prints what this installation can compute on, as a bug report needs it.
 *
 * <pre>
 * examples/run Devices
 * </pre>
 *
 * <p>Expected output: versions, Java, operating system, processors, heap, how the SDK was loaded,
 * and one line for each backend: available, with the version of its plans, or not, with the reason
 * and the remedy.
 */
public final class Devices {
  private Devices() {}

  /**
   * Runs the example.
   *
   * @param arguments none but {@code --help}
   */
  public static void main(String... arguments) {
    Example.start(
        Devices.class,
        "Prints what this installation can compute on, as a bug report needs it.",
        Devices::run,
        arguments);
  }

  static void run(Options options, PrintStream out) {
    options.complete();
    out.println(Alexandrite.diagnostics());
  }
}
