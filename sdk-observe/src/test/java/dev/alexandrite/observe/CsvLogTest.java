package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLogTest {
  private static final String HEADER =
      CsvLog.COLUMNS + ",\"a \"\"quoted\"\", name\",metric.top1,line\\nbreak";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run/epochs.csv");
  }

  private Trainer trainer() {
    return trainer(SmallRun.EPOCHS);
  }

  private Trainer trainer(int epochs) {
    return SmallRun.trainer(epochs)
        .checkpoints(folder.resolve("checkpoints"))
        .metric(new SmallRun.Constant("a \"quoted\", name", Double.NaN))
        .metric(new SmallRun.Constant("top1", 0.5))
        .metric(new SmallRun.Constant("line\nbreak", Double.NEGATIVE_INFINITY))
        .listener(CsvLog.to(file));
  }

  /** Rows end as RFC 4180 says. */
  private List<String> rows() throws IOException {
    String text = Files.readString(file);
    assertTrue(text.endsWith("\r\n"), text);
    assertEquals(text.chars().filter(c -> c == '\n').count(), text.split("\r\n").length);
    return List.of(text.split("\r\n"));
  }

  private static String row(EpochReport report) {
    var validation = report.validation().orElseThrow();
    return String.join(
        ",",
        String.valueOf(report.epoch()),
        String.valueOf(report.step()),
        String.valueOf(report.trainLoss()),
        String.valueOf(validation.loss()),
        String.valueOf(validation.top1()),
        String.valueOf(validation.top5()),
        String.valueOf(report.learningRate()),
        String.valueOf(report.imagesPerSecond()),
        String.valueOf(report.waitShare()),
        "NaN",
        "0.5",
        "-Infinity");
  }

  @Test
  void everyEpochIsARow() throws IOException {
    try (TrainingResult result = trainer().fit()) {
      assertEquals(HEADER, rows().getFirst());
      assertEquals(
          result.history().stream().map(CsvLogTest::row).toList(),
          rows().subList(1, rows().size()));
    }
  }

  /** Within the second and the third epoch, and before the first is over. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 15})
  void aResumedRunHasEveryEpochOnce(int killed) throws IOException {
    Trainer first = trainer().listener(new SmallRun.Kill(killed));
    assertThrows(IllegalStateException.class, first::fit);
    List<String> before = rows();
    Files.writeString(
        file, (before.size() - 1) + ",99,9.9,,,,,,,,,\r\n77,7", StandardOpenOption.APPEND);
    trainer().resume().fit().close();
    assertEquals(before, rows().subList(0, before.size()));
    assertEquals(SmallRun.EPOCHS + 1, rows().size());
    for (int epoch = 0; epoch < SmallRun.EPOCHS; epoch++) {
      assertTrue(rows().get(epoch + 1).startsWith(epoch + "," + 6 * (epoch + 1) + ","));
    }
  }

  @Test
  void rowsThatWereNeverWrittenAreRestoredWithoutTheirSpeed() throws IOException {
    trainer(2).fit().close();
    List<String> before = rows();
    Files.delete(file);
    trainer().resume().fit().close();
    assertEquals(SmallRun.EPOCHS + 1, rows().size());
    for (int row = 1; row <= 2; row++) {
      String[] restored = rows().get(row).split(",", -1);
      String[] written = before.get(row).split(",", -1);
      for (int column = 0; column < written.length; column++) {
        boolean speed = column == 7 || column == 8;
        assertEquals(speed ? "" : written[column], restored[column]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,age\r\nAda,36\r\n",
        "epoch,step,trainLoss\r\n",
        "no table and no end of line",
        CsvLog.COLUMNS + "\r\n0,6,0.125,,,,,,\r\n"
      })
  void aFileOfOtherOriginIsRefusedAndLeftAlone(String content) throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    SmallRun.trainer(1).checkpoints(checkpoints).fit().close();
    Path other = Files.writeString(folder.resolve("other.csv"), content);
    Trainer resumed =
        SmallRun.trainer().checkpoints(checkpoints).resume().listener(CsvLog.to(other));
    TrainingException refusal = assertThrows(TrainingException.class, resumed::fit);
    assertTrue(refusal.getMessage().contains("no record of this run"), refusal.getMessage());
    assertEquals(content, Files.readString(other));
  }

  @Test
  void whatIsThereAlreadyIsNotLostToAFreshRun() throws IOException {
    Path other = folder.resolve("other.csv");
    SmallRun.trainer(1).listener(CsvLog.to(other)).fit().close();
    String before = Files.readString(other);
    Trainer again = SmallRun.trainer().listener(CsvLog.to(other));
    assertThrows(TrainingException.class, again::fit);
    assertEquals(before, Files.readString(other));
  }
}
