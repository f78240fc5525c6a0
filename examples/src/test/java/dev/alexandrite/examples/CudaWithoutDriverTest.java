package dev.alexandrite.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ND4J's real library for CUDA on a machine without NVIDIA's driver: {@code mvn -Pcuda verify -pl
 * examples -am}. Every example is a process of its own, as a user starts it.
 */
final class CudaWithoutDriverTest {
  private static final String LIBRARY = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  @TempDir Path directory;

  @BeforeEach
  void requireTheLibraryAndNoDriver() {
    assumeTrue(
        CudaWithoutDriverTest.class.getClassLoader().getResource(LIBRARY) != null,
        "nd4j-cuda-11.6 is not on the class path; run mvn -Pcuda verify -pl examples -am");
    assumeTrue(Files.notExists(Path.of("/dev/nvidiactl")), "this machine has NVIDIA's driver");
  }

  @Test
  void devicesListsTheBackendWithReasonAndRemedy() throws IOException, InterruptedException {
    Outcome outcome = run(Devices.class);
    assertEquals(0, outcome.exit(), outcome.text());
    String line =
        outcome.text().lines().filter(l -> l.contains("cuda: unavailable")).findFirst().orElse("");
    assertTrue(line.contains("libcuda.so.1 was not found"), outcome.text());
    assertTrue(line.contains("install NVIDIA's driver"), outcome.text());
  }

  @Test
  void theAutomaticChoiceIsTheCpuAndSaysWhy() throws IOException, InterruptedException {
    Outcome outcome = train("auto");
    assertEquals(0, outcome.exit(), outcome.text());
    assertTrue(outcome.text().contains("backend cuda: unavailable"), outcome.text());
    assertTrue(outcome.text().contains("backend cpu: available"), outcome.text());
    assertTrue(outcome.text().contains("RESULT top1="), outcome.text());
  }

  @Test
  void askingForItFailsWithTheReason() throws IOException, InterruptedException {
    Outcome outcome = train("cuda");
    assertNotEquals(0, outcome.exit(), outcome.text());
    assertTrue(outcome.text().contains("libcuda.so.1 was not found"), outcome.text());
    assertTrue(!outcome.text().contains("RESULT"), outcome.text());
  }

  private Outcome train(String backend) throws IOException, InterruptedException {
    return run(
        TrainAlexNet.class,
        "--images",
        "100",
        "--epochs",
        "1",
        "--batch",
        "50",
        "--checkpoints",
        directory.resolve(backend).toString(),
        "--backend",
        backend);
  }

  private record Outcome(int exit, String text) {}

  private Outcome run(Class<?> example, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            example.getName()));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output.txt");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    return new Outcome(exit, Files.readString(output, StandardCharsets.UTF_8));
  }
}
