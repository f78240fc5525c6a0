package dev.alexandrite.cpu.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.Alexandrite;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The module descriptors hold: on the module path one name, {@code dev.alexandrite.cpu}, brings
 * api, engine and vectors without a flag, and gives the bits of the class path.
 */
class ModulePathTest {
  @TempDir Path directory;

  @Test
  void oneModuleNameIsEnough() throws Exception {
    Path log = directory.resolve("modules.log");
    Process modular = startOnModulePath(log, directory.resolve("modules"));
    String expected = TrainingFixture.run(directory.resolve("classes"), 1, 1, 0);
    assertEquals(expected, ChildJvm.digest(modular, log));
  }

  private static Process startOnModulePath(Path log, Path run)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--module-path", modulePath(), "--add-modules", "dev.alexandrite.cpu"));
    command.addAll(List.of("-Xmx1g", "-cp", location(TrainingFixture.class)));
    command.addAll(List.of(TrainingFixture.class.getName(), run.toString(), "1"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The modules at run time, found through a class of each. */
  private static String modulePath() throws ReflectiveOperationException, URISyntaxException {
    List<Class<?>> members =
        List.of(
            Alexandrite.class,
            Class.forName("dev.alexandrite.core.train.CoreTrainingEngine"),
            Class.forName("dev.alexandrite.cpu.CpuBackendProvider"),
            Class.forName("com.google.common.collect.ImmutableList"),
            Class.forName("com.google.common.util.concurrent.internal.InternalFutures"));
    List<String> path = new ArrayList<>();
    for (Class<?> member : members) {
      path.add(location(member));
    }
    return path.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static String location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
