package dev.alexandrite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launches beside each other, with a Maven and a Java of the test's. */
class LauncherBuildTest {
  /** Builds the words of the source as classes, of the module and of one that it needs. */
  private static final String MAVEN =
      """
      #!/bin/bash
      echo begin >>log
      sleep 0.3
      mkdir -p m/target/classes other/target/classes
      cp m/src/Main m/target/classes/Main
      cp m/src/Main other/target/classes/Main
      printf '%s' "$PWD/other/target/classes:$PWD/some.jar" >m/target/classpath.txt
      echo end >>log
      """;

  @TempDir Path root;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void checkout() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash here");
    program("bin/mvn", MAVEN);
    program("jdk/bin/java", "#!/bin/bash\nexec sleep 60\n");
    Files.createDirectories(root.resolve("sdk-x/src/main"));
    Files.createDirectories(root.resolve("m/src"));
    for (String file : List.of("pom.xml", "sdk-x/pom.xml", "m/pom.xml", "some.jar")) {
      Files.writeString(root.resolve(file), "");
    }
    source("first");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroy);
  }

  private void program(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true), name);
  }

  private void source(String text) throws IOException {
    Files.writeString(root.resolve("m/src/Main"), text);
  }

  private Process shell(String script) throws IOException {
    Path launch = Path.of("..", "config", "launch").toAbsolutePath().normalize();
    ProcessBuilder shell =
        new ProcessBuilder(
            "/bin/bash",
            "-c",
            "set -eu; ROOT=%s; JDK=$ROOT/jdk; . %s/jdk.sh; . %s/launch.sh; %s"
                .formatted(root, launch, launch, script));
    shell.directory(root.toFile());
    shell.environment().merge("PATH", root.resolve("bin") + ":", (path, bin) -> bin + path);
    shell.redirectErrorStream(true);
    Process process = shell.start();
    started.add(process);
    return process;
  }

  private static String ended(Process process) throws IOException, InterruptedException {
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  private void build() throws IOException, InterruptedException {
    ended(shell("build_if_stale m m/target"));
  }

  private boolean there(String copy) {
    return Files.exists(root.resolve("m/target/launch").resolve(copy));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "command() { [ \"$2\" != flock ] && builtin command \"$@\"; };",
      })
  void twoLaunchesBuildOnce(String withoutFlock) throws IOException, InterruptedException {
    Process one = shell(withoutFlock + "build_if_stale m m/target");
    Process other = shell(withoutFlock + "build_if_stale m m/target");
    String printed = ended(one) + ended(other);
    assertEquals(List.of("begin", "end"), Files.readAllLines(root.resolve("log")));
    assertTrue(printed.contains("Another launch is building in this checkout"), printed);

    assertEquals("", ended(shell(withoutFlock + "build_if_stale m m/target")), "it is fresh");
    source("second");
    assertTrue(ended(shell(withoutFlock + "build_if_stale m m/target")).startsWith("Building m "));
  }

  @Test
  void aKilledBuildWithoutFlockIsNamed() throws IOException, InterruptedException {
    Path lock = Files.createDirectories(root.resolve("target/launch.lock.d"));
    Process gone = new ProcessBuilder("/bin/bash", "-c", "exit 0").start();
    gone.waitFor();
    Files.writeString(lock.resolve("process"), gone.pid() + "\n");
    Process process =
        shell(
            "command() { [ \"$2\" != flock ] && builtin command \"$@\"; };"
                + "build_if_stale m m/target");
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(1, process.waitFor());
    assertTrue(printed.contains("has left " + lock + "; remove this folder"), printed);
  }

  @Test
  void whatRunsKeepsItsClasses() throws IOException, InterruptedException {
    build();
    Process running = shell("run_class m/target Main");
    Path mark = root.resolve("m/target/launch/1/users/" + running.pid());
    for (int i = 0; i < 200 && !Files.exists(mark); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertTrue(Files.exists(mark), "the process that runs the copy");

    for (String text : List.of("second", "third", "fourth")) {
      source(text);
      build();
    }
    Path copies = root.resolve("m/target/launch");
    for (String classes : List.of("classes", "1")) {
      assertEquals("first", Files.readString(copies.resolve("1").resolve(classes + "/Main")));
      assertEquals("fourth", Files.readString(copies.resolve("4").resolve(classes + "/Main")));
    }
    assertEquals(
        String.join(
            ":",
            copies.resolve("4/classes").toString(),
            copies.resolve("4/1").toString(),
            root.resolve("some.jar").toString()),
        Files.readString(copies.resolve("4/classpath.txt")));
    assertFalse(there("2"), "nobody runs it");
    assertTrue(there("3"), "somebody may be about to start it");

    running.destroy();
    running.waitFor();
    source("fifth");
    build();
    assertFalse(there("1"), "nobody runs it any more");
  }
}
