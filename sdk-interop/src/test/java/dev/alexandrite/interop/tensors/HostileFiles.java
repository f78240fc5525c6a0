package dev.alexandrite.interop.tensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.AlexandriteException;
import dev.alexandrite.checkpoint.WeightSource;
import dev.alexandrite.interop.Models;
import dev.alexandrite.tensor.NamedTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Opens files in a process with little memory: each is to be refused soon, by an exception that
 * names the file and quotes little of it.
 */
public final class HostileFiles {
  /** Two seconds are promised; slow machines have three times as long. */
  private static final long MILLIS = 6_000;

  /** 64 MB are promised above the file, beside what Java itself needs. */
  private static final int MEGABYTES = 64 + 32;

  private static final int LONGEST_MESSAGE = 2_000;
  private static final String FINE = "fine";

  private HostileFiles() {}

  /** Writes the files into a folder, and compares the answers. */
  public static void areRefused(Map<String, byte[]> files, Path folder)
      throws IOException, InterruptedException {
    List<String> names = List.copyOf(files.keySet());
    long largest = 0;
    for (int i = 0; i < names.size(); i++) {
      byte[] bytes = files.get(names.get(i));
      largest = Math.max(largest, bytes.length);
      Files.write(folder.resolve("hostile" + i), bytes);
    }
    List<String> wrong = new ArrayList<>();
    List<String> answers = answers(folder, names.size(), MEGABYTES + largest / (1 << 20));
    for (int i = 0; i < names.size(); i++) {
      if (!answers.get(i).equals(FINE)) {
        wrong.add(names.get(i) + ": " + answers.get(i));
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> answers(Path folder, int count, long megabytes)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                folder.toString(),
                String.valueOf(count))
            .redirectErrorStream(true)
            .start();
    try (var lines = child.inputReader()) {
      List<String> printed = lines.lines().toList();
      assertEquals(0, child.waitFor(), String.join("\n", printed));
      List<String> answers =
          printed.stream()
              .filter(line -> line.startsWith("ANSWER "))
              .map(line -> line.substring("ANSWER ".length()))
              .toList();
      assertEquals(count, answers.size(), String.join("\n", printed));
      return answers;
    } finally {
      child.destroyForcibly();
    }
  }

  /** Reads what it is told to. */
  static final class Reader {
    public static void main(String[] arguments) {
      for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
        System.out.println("ANSWER " + answer(Path.of(arguments[0], "hostile" + i)));
      }
    }

    private static String answer(Path file) {
      long began = System.nanoTime();
      try (WeightSource source = Models.weights(file)) {
        for (NamedTensor tensor : source.tensors()) {
          source.read(tensor, piece -> {});
        }
        return "accepted: " + source.tensors();
      } catch (AlexandriteException e) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        String message = String.valueOf(e.getMessage());
        if (millis > MILLIS) {
          return millis + " ms";
        }
        return message.length() < LONGEST_MESSAGE
                && message.contains(file.getFileName().toString())
                && message.chars().noneMatch(Character::isISOControl)
            ? FINE
            : message.replaceAll("\\R", " ");
      } catch (IOException | RuntimeException | Error e) {
        return e.toString().replaceAll("\\R", " ");
      }
    }
  }
}
