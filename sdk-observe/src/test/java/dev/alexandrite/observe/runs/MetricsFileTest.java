package dev.alexandrite.observe.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  @Test
  void readsStepsAndEpochsAndPassesOverTheRest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(MetricsFile.NAME);
    Files.writeString(
        file,
        """
        {"event":"start","network":"tiny","unknown":{"deep":[1,2]}}
        {"event":"step","step":1,"epoch":0,"loss":2.5,"learningRate":0.01,"imagesPerSecond":100,"waitShare":0.1}
        {"event":"step","step":2,"epoch":0,"loss":null,"learningRate":0.01,"imagesPerSecond":100,"waitShare":0.1}
        {"event":"epoch","epoch":0,"step":2,"trainLoss":2.25,"top1":0.5,"top5":0.75,"validationLoss":2,\
        "learningRate":0.01,"imagesPerSecond":120.5,"waitShare":0.25,"metrics":{"f1":0.4}}
        {"event":"epoch","epoch":1,"step":4,"trainLoss":2.0,"learningRate":0.01}
        not JSON
        [1,2]
        {"event":"epoch","epoch":99999999999,"step":4}
        {"event":"step"}

        {"event":"step","step":5,"epoch":1,"loss":1.5,"learningRa\
        """);

    RunCurves run = MetricsFile.read(file);

    assertArrayEquals(new double[] {1, 2}, run.stepLoss().x());
    assertArrayEquals(new double[] {2.5, Double.NaN}, run.stepLoss().y());
    assertArrayEquals(new double[] {1, 2}, run.top1().x());
    assertArrayEquals(new double[] {0.5, Double.NaN}, run.top1().y());
    EpochPoint first = run.lastEpochs().getFirst();
    assertEquals(new EpochPoint(0, 2, 2.25, 2, 0.5, 0.75, 0.01, 120.5, 0.25), first);
    assertTrue(Double.isNaN(run.lastEpochs().getLast().waitShare()));
  }

  @Test
  void aLineWithoutEndTakesNoMemoryAndTheNextOneCounts(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(MetricsFile.NAME);
    Files.writeString(
        file,
        "x".repeat(1 << 20)
            + "\n{\"event\":\"step\",\"step\":7,\"epoch\":0,\"loss\":1}\n"
            + "[".repeat(1000));

    assertArrayEquals(new double[] {7}, MetricsFile.read(file).stepLoss().x());
  }
}
