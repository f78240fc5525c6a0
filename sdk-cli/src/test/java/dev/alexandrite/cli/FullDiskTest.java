package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be written is told, by the file's name, and is no success. */
class FullDiskTest {
  /** A file grows to so many times 512 bytes, and then writing fails as on a full disk. */
  private static final String LIMIT = "ulimit -f %d || exit 77; exec \"$@\"";

  @TempDir static Path folder;
  private static Path run;

  @BeforeAll
  static void train() {
    run = folder.resolve("run");
    Typed.line(folder, "train --drawn 16 --epochs 1 --json --run", run).ended(Exit.OK);
  }

  private record Ended(int exit, String out, String err) {}

  /** Runs a line in a process of its own that a shell has prepared. */
  private static Ended shell(String script, String line) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
    Path err = Files.createTempFile(folder, "err", "");
    Stream<String> java =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:-UsePerfData",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    Stream<String> shell = Stream.of("/bin/sh", "-c", "exec 2>\"$1\"; shift; " + script, "sh");
    List<String> command =
        Stream.of(shell, Stream.of(err.toString()), java, Stream.of(line.split(" ")))
            .flatMap(words -> words)
            .toList();
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assumeTrue(exit != 77, "files cannot be limited here");
    return new Ended(exit, out, Files.readString(err));
  }

  @Test
  void resultsThatDoNotArriveAreAFailure() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
    for (String line : List.of("devices --json", "classify --model " + run, "summary --help")) {
      Ended ended = shell("exec \"$@\" >/dev/full", line);
      assertEquals(Exit.FAILED, ended.exit, ended.err);
      assertTrue(ended.err.contains("not all results could be written"), ended.err);
    }
  }

  /** The training is not ended by it, but it is no success either. */
  @Test
  void aTrainingThatIsNotSavedIsAFailure() throws IOException, InterruptedException {
    Path lost = folder.resolve("lost");
    Ended ended = shell(LIMIT.formatted(400), "train --drawn 16 --epochs 1 --json --run " + lost);
    assertEquals(Exit.FAILED, ended.exit, ended.err);
    assertTrue(ended.out.contains("\"event\":\"result\""), ended.out);
    assertTrue(ended.err.contains("alexandrite: checkpoint " + lost), ended.err);
    assertFalse(Checkpoint.latest(lost).isPresent());
  }

  @Test
  void aPictureThatCannotBeWrittenIsNamed() throws IOException, InterruptedException {
    Path out = folder.resolve("maps");
    Ended ended = shell(LIMIT.formatted(1), "explain --model " + run + " --out " + out);
    assertEquals(Exit.FAILED, ended.exit, ended.err);
    assertTrue(ended.err.contains(out.resolve("filters.png") + " cannot be written"), ended.err);
  }
}
