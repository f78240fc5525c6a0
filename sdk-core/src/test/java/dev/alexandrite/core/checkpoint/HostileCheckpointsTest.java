package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.ChildJvm;
import dev.alexandrite.core.train.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Content is checked as a whole before it is used: whatever a checkpoint with right checksums says,
 * it is answered soon, in little memory, by an exception that names the file and quotes little.
 */
class HostileCheckpointsTest {
  /** Two seconds are promised; slow machines have three times as long. */
  private static final long MILLIS = 6_000;

  /** 64 MB are promised above the file, beside what Java itself needs. */
  private static final int MEGABYTES = 64 + 32;

  private static final String FINE = "fine";

  /** A classifier does not look at what only a resumed run needs. */
  private static final String LOADED = ", load: accepted";

  @TempDir Path temp;

  @Test
  @Timeout(300)
  void eachIsRefusedSoonAndInLittleMemory() throws IOException, InterruptedException {
    SmallRun.trainer().epochs(1).checkpoints(temp.resolve("good")).fit().classifier().close();
    Path good = new CheckpointFolder(temp.resolve("good")).latest().orElseThrow();
    Map<String, HostileCheckpoints.Attack> attacks = HostileCheckpoints.attacks();
    assertTrue(attacks.size() >= 60, attacks.size() + " attacks");
    List<String> answers = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, HostileCheckpoints.Attack> attack : attacks.entrySet()) {
      Path hostile = copy(good, temp.resolve("hostile" + names.size()));
      attack.getValue().on(hostile);
      names.add(attack.getKey());
    }
    for (boolean large : new boolean[] {false, true}) {
      List<Path> group = new ArrayList<>();
      long megabytes = MEGABYTES;
      for (int i = 0; i < names.size(); i++) {
        Path hostile = temp.resolve("hostile" + i);
        long bytes = bytes(hostile);
        if (bytes > 1 << 20 == large) {
          group.add(hostile);
          megabytes = Math.max(megabytes, MEGABYTES + Math.min(bytes, 1 << 24) / (1 << 20));
        }
      }
      answers.addAll(answers(group, megabytes));
    }
    assertEquals(names.size(), answers.size(), answers.toString());
    List<String> wrong =
        answers.stream()
            .filter(answer -> !answer.endsWith(" " + FINE))
            .map(answer -> names.get(number(answer)) + ": " + answer)
            .filter(answer -> !(answer.startsWith("state") && answer.endsWith(" " + FINE + LOADED)))
            .toList();
    assertEquals(List.of(), wrong);
  }

  private static int number(String answer) {
    return Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
  }

  private static Path copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    for (String file :
        List.of(ManifestFile.NAME, CheckpointWriter.WEIGHTS, CheckpointWriter.OPTIMIZER)) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    return to;
  }

  private static long bytes(Path checkpoint) throws IOException {
    return Files.size(checkpoint.resolve(ManifestFile.NAME))
        + Files.size(checkpoint.resolve(CheckpointWriter.WEIGHTS));
  }

  private static List<String> answers(List<Path> hostile, long megabytes)
      throws IOException, InterruptedException {
    Process child =
        ChildJvm.start(
            Reader.class, List.of("-Xmx" + megabytes + "m", "-XX:+UseSerialGC"), hostile.toArray());
    try (var lines = child.inputReader()) {
      List<String> printed = lines.lines().toList();
      assertEquals(0, child.waitFor(), String.join("\n", printed));
      return printed.stream()
          .filter(line -> line.startsWith("ANSWER "))
          .map(line -> line.substring("ANSWER hostile".length()))
          .toList();
    } finally {
      child.destroyForcibly();
    }
  }

  /** Opens and loads what it is told to. */
  static final class Reader {
    public static void main(String[] checkpoints) {
      for (String checkpoint : checkpoints) {
        Path path = Path.of(checkpoint);
        String opened = answer(path, () -> Checkpoint.open(path));
        String loaded =
            answer(
                path,
                () ->
                    Classifier.load(path, ClassifierOptions.defaults().backend("scalar")).close());
        System.out.println(
            "ANSWER "
                + path.getFileName()
                + (opened.equals(FINE) && loaded.equals(FINE)
                    ? " " + FINE
                    : " open: " + opened + ", load: " + loaded));
      }
    }

    private static String answer(Path path, Runnable action) {
      long began = System.nanoTime();
      try {
        action.run();
        return "accepted";
      } catch (CheckpointException e) {
        String message = String.valueOf(e.getMessage());
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (millis > MILLIS) {
          return millis + " ms";
        }
        return message.length() < 1_200 && message.contains(path.toString()) ? FINE : message;
      } catch (RuntimeException | Error e) {
        return e.toString();
      }
    }
  }
}
