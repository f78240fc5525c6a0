package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.page.Dashboard;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.AdamW;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records of runs whose images have several labels, or values: their measures, and no ranks. */
class TargetRecordsTest {
  @TempDir Path folder;

  private static Dataset data(Task task) {
    List<Image> images = new ArrayList<>();
    float[][] targets = new float[12][2];
    Dataset plain = DrawnShapes.of(targets.length, 32, 1);
    for (int i = 0; i < targets.length; i++) {
      images.add(plain.image(i));
      targets[i] = new float[] {i % 2, i % 3 == 0 ? 1 : 0};
    }
    List<String> names = List.of("odd", "third");
    return task == Task.MULTI_LABEL
        ? InMemoryDataset.multiLabel(images, targets, names)
        : InMemoryDataset.regression(images, targets, names);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLASSIFICATION")
  void measuresTakeThePlaceOfRanks(Task task) throws IOException {
    Path csv = folder.resolve("epochs.csv");
    Path json = folder.resolve("metrics.jsonl");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Dataset data = data(task);
    TrainingResult result;
    try (PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8);
        Dashboard page = Dashboard.on(0)) {
      result =
          Trainer.of(AlexNet.tiny().classes(2).build())
              .data(data)
              .validation(data)
              .epochs(2)
              .batchSize(4)
              .optimizer(AdamW.of(1e-4))
              .threads(1)
              .loaderThreads(1)
              .listener(CsvLog.to(csv))
              .listener(JsonLines.to(json))
              .listener(ProgressBar.lines(out))
              .listener(TensorBoard.to(folder.resolve("events")))
              .listener(page.listenerFor("targets"))
              .fit();
    }
    result.classifier().close();
    EvaluationReport last = result.history().getLast().validation().orElseThrow();
    List<String> rows = Files.readAllLines(csv);
    List<String> names = EvaluationReport.metricNames(task);
    assertEquals(CsvLog.COLUMNS + "," + String.join(",", names), rows.getFirst());
    String[] fields = rows.getLast().split(",");
    assertEquals("", fields[4] + fields[5]);
    for (int i = 0; i < names.size(); i++) {
      assertEquals(last.metrics().get(names.get(i)), Double.parseDouble(fields[9 + i]));
    }
    String events = Files.readString(json);
    assertTrue(events.contains("\"" + names.getFirst() + "\":"), events);
    assertFalse(events.contains("top1"), events);
    String shown = lines.toString(StandardCharsets.UTF_8);
    assertTrue(shown.contains(" " + names.getFirst() + " ") && !shown.contains("top1"), shown);
  }
}
