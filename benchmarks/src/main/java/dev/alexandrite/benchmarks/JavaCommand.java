package dev.alexandrite.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the driver starts its processes: this JDK. */
final class JavaCommand {
  /** That of this process. */
  static final String CLASS_PATH = System.getProperty("java.class.path");

  private JavaCommand() {}

  /**
   * A process that has not started yet; what it writes to standard error is shown.
   *
   * @param flags JVM options
   * @param classPath where classes are
   * @param environment variables beside those of this process
   * @param threads for libraries that are told by OpenMP's variable alone
   */
  static ProcessBuilder of(
      List<String> flags,
      String classPath,
      Map<String, String> environment,
      int threads,
      String mainClass,
      List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Not on the command line: ONNX Runtime 1.29.0 crashes where that has some 4,000 characters.
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().put("OMP_NUM_THREADS", String.valueOf(threads));
    builder.environment().putAll(environment);
    return builder;
  }
}
