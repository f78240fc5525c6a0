package dev.alexandrite.interop.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the scripts beside the tests, where there is a Python that has PyTorch. */
final class Python {
  private Python() {}

  /** Skips the calling test where there is none. */
  static void run(Path folder, String script, List<Path> arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("python.log");
    List<String> command = new ArrayList<>();
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (command.isEmpty() && exit(List.of(python, "-c", "import torchvision"), log) == 0) {
        command.add(python);
      }
    }
    assumeTrue(!command.isEmpty(), "needs a python3 with torchvision");
    command.add(TorchFixturesTest.fixture(script).toString());
    arguments.forEach(argument -> command.add(argument.toAbsolutePath().toString()));
    assertEquals(0, exit(command, log), () -> "the script failed, see " + log);
  }

  private static int exit(List<String> command, Path log) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start()
          .waitFor();
    } catch (IOException absent) {
      return -1;
    }
  }
}
