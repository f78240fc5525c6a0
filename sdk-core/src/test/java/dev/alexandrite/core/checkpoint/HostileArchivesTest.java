package dev.alexandrite.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.BackendException;
import dev.alexandrite.CheckpointException;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.core.ChildJvm;
import dev.alexandrite.core.train.SmallRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archive from nobody knows where is refused by name, soon, and in little memory. */
class HostileArchivesTest {
  /** As for folders: two seconds are promised; slow machines have three times as long. */
  private static final long MILLIS = 6_000;

  private static final String HEAP = "-Xmx96m";

  private static final String LARGE = "LARGE";

  @TempDir Path temp;

  @Test
  @Timeout(300)
  void eachIsRefusedSoonAndInLittleMemory() throws IOException, InterruptedException {
    Path good = temp.resolve("good");
    try (Classifier classifier = SmallRun.trainer().epochs(1).fit().classifier()) {
      classifier.save(good);
    }
    Map<String, byte[]> archives = HostileArchives.of(good);
    assertTrue(archives.size() >= 45, archives.size() + " archives");
    List<String> names = List.copyOf(archives.keySet());
    List<Path> files = new ArrayList<>();
    for (byte[] archive : archives.values()) {
      files.add(Files.write(temp.resolve("hostile" + files.size() + ".zip"), archive));
    }
    Process child =
        ChildJvm.start(Reader.class, List.of(HEAP, "-XX:+UseSerialGC"), files.toArray());
    try (var lines = child.inputReader()) {
      List<String> printed = lines.lines().toList();
      assertEquals(0, child.waitFor(), String.join("\n", printed));
      List<String> answers = printed.stream().filter(line -> line.startsWith("ANSWER ")).toList();
      assertEquals(names.size(), answers.size(), String.join("\n", printed));
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (!answers.get(i).equals("ANSWER fine")) {
          wrong.add(
              names.get(i).substring(0, Math.min(40, names.get(i).length()))
                  + ": "
                  + answers.get(i));
        }
      }
      assertEquals(List.of(), wrong);
      assertEquals(1, printed.stream().filter(LARGE::equals).count(), "stream of a large network");
    } finally {
      child.destroyForcibly();
    }
  }

  /** Opens and loads what it is told to, as file and as stream. */
  static final class Reader {
    private static final ClassifierOptions SCALAR = ClassifierOptions.defaults().backend("scalar");

    private interface Reading {
      void run() throws IOException;
    }

    public static void main(String[] archives) {
      for (String archive : archives) {
        Path path = Path.of(archive);
        String found =
            problem(path.toString(), () -> Checkpoint.open(path))
                + problem(path.toString(), () -> Classifier.load(path, SCALAR).close())
                + problem("archive from a stream", () -> stream(path));
        System.out.println("ANSWER " + (found.isEmpty() ? "fine" : found));
      }
    }

    private static void stream(Path path) throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        Classifier.load(in, SCALAR).close();
      }
    }

    private static String problem(String named, Reading reading) {
      long began = System.nanoTime();
      try {
        reading.run();
        return "accepted; ";
      } catch (CheckpointException e) {
        String message = String.valueOf(e.getMessage());
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (millis > MILLIS) {
          return millis + " ms; ";
        }
        return message.length() < 1_200 && message.contains(named) ? "" : message + "; ";
      } catch (BackendException e) { // of a stream, how long it is shows when it has been read
        String message = String.valueOf(e.getMessage());
        System.out.println(LARGE);
        return message.contains(named) && named.contains("stream") ? "" : message + "; ";
      } catch (RuntimeException | IOException | Error e) {
        return e + "; ";
      }
    }
  }
}
