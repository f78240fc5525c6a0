package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C, in processes of their own. */
class InterruptTest {
  private static final String TRAIN =
      "train --drawn 2000 --batch 8 --epochs 2 --backend cpu --seed 3 --json --run ";

  @TempDir Path folder;

  @Test
  void aTrainingSavesItsStepEndsWith130AndGoesOnWithTheSameBits()
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no /bin/kill here");
    Path run = folder.resolve("run");
    Path out = folder.resolve("out");
    Process process = start(out, TRAIN + run);
    while (process.isAlive() && !Files.readString(out).contains("\"event\":\"step\"")) {
      LockSupport.parkNanos(5_000_000);
    }
    interrupt(process);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String err = Files.readString(folder.resolve("err"));
    assertEquals(Exit.INTERRUPTED, process.exitValue(), err);
    long saved = Checkpoint.latest(run).orElseThrow().step();
    assertTrue(saved > 0 && saved < 500, "saved at step " + saved);
    assertTrue(err.contains("to go on: alexandrite train --resume --run " + run), err);
    assertTrue(Files.readString(out).contains("\"reason\":\"CANCELLED\""), "the end is told");

    Typed.line(folder, "train --resume --json --run", run).ended(Exit.OK);
    Path whole = folder.resolve("whole");
    Typed.line(folder, TRAIN + whole).ended(Exit.OK);
    assertEquals(checksums(whole), checksums(run));
  }

  @Test
  void aServerEndsOnCtrlC() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "there is no /bin/kill here");
    Path run = folder.resolve("run");
    Typed.line(folder, "train --drawn 16 --epochs 1 --json --run", run).ended(Exit.OK);
    Path out = folder.resolve("out");
    Process process = start(out, "serve --port 0 --json --model " + run);
    while (process.isAlive() && !Files.readString(out).contains("http://127.0.0.1:")) {
      LockSupport.parkNanos(5_000_000);
    }
    interrupt(process);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(Exit.INTERRUPTED, process.exitValue(), Files.readString(folder.resolve("err")));
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    assertEquals(
        0, new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid())).start().waitFor());
  }

  private static List<String> checksums(Path run) {
    return Checkpoint.latest(run).orElseThrow().tensors().stream().map(TensorInfo::sha256).toList();
  }

  /**
   * A shell makes what it starts in the background deaf to Ctrl-C, and a build's processes inherit
   * it: coreutils' {@code env} lets them hear it again.
   */
  private static List<String> hearing() throws IOException, InterruptedException {
    List<String> env = List.of("env", "--default-signal=INT");
    List<String> trial = new ArrayList<>(env);
    trial.add("true");
    return new ProcessBuilder(trial).start().waitFor() == 0 ? env : List.of();
  }

  private Process start(Path out, String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(hearing());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(line.split(" ")));
    Files.createFile(out);
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }
}
