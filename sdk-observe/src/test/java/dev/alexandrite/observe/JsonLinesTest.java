package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
  private static final long STEPS = (long) SmallRun.STEPS * SmallRun.EPOCHS;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run/metrics.jsonl");
  }

  private Trainer trainer() {
    return trainer(SmallRun.EPOCHS);
  }

  private Trainer trainer(int epochs) {
    return SmallRun.trainer(epochs)
        .checkpoints(folder.resolve("checkpoints"))
        .metric(new SmallRun.Constant("steady", 0.5))
        .metric(new SmallRun.Constant("undefined", Double.NaN))
        .listener(JsonLines.to(file).interval(Duration.ZERO));
  }

  private List<Json.Obj> events() throws IOException {
    List<Json.Obj> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      events.add((Json.Obj) JsonReader.read(line));
    }
    return events;
  }

  private List<Json.Obj> events(String name) throws IOException {
    return events().stream().filter(event -> event.string("event").equals(name)).toList();
  }

  private List<Long> members(String event, String member) throws IOException {
    return events(event).stream().map(object -> object.integer(member)).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private void assertComplete() throws IOException {
    assertEquals(range(1, STEPS), members("step", "step"));
    assertEquals(range(0, SmallRun.EPOCHS - 1), members("epoch", "epoch"));
  }

  @Test
  void aRunIsRecordedAsItsListenersHearIt() throws IOException {
    try (TrainingResult result = trainer().fit()) {
      List<Json.Obj> events = events();
      assertEquals("start", events.getFirst().string("event"));
      assertEquals(60, events.getFirst().integer("images"));
      assertEquals("end", events.getLast().string("event"));
      assertEquals("COMPLETED", events.getLast().string("reason"));
      assertComplete();
      List<Json.Obj> epochs = events("epoch");
      for (EpochReport report : result.history()) {
        Json.Obj epoch = epochs.get(report.epoch());
        assertEquals(Json.of(report.trainLoss()), epoch.get("trainLoss"));
        assertEquals(Json.of(report.learningRate()), epoch.get("learningRate"));
        assertEquals(Json.of(report.imagesPerSecond()), epoch.get("imagesPerSecond"));
        assertEquals(Json.of(report.waitShare()), epoch.get("waitShare"));
        assertEquals(report.step(), epoch.integer("step"));
        var validation = report.validation().orElseThrow();
        assertEquals(Json.of(validation.loss()), epoch.get("validationLoss"));
        assertEquals(Json.of(validation.top1()), epoch.get("top1"));
        assertEquals(Json.of(validation.top5()), epoch.get("top5"));
        assertEquals(Json.of(0.5), epoch.object("metrics").get("steady"));
        assertEquals(new Json.Null(), epoch.object("metrics").get("undefined"));
      }
      assertEquals(3, events("checkpoint").size());
      Json.Obj step = events("step").getLast();
      for (String member : List.of("loss", "learningRate", "imagesPerSecond", "waitShare")) {
        assertTrue(step.get(member) instanceof Json.Num, member);
      }
    }
  }

  @Test
  void stepsComeAtIntervalsAndEpochsAlways() throws IOException {
    SmallRun.trainer().listener(JsonLines.to(file).interval(Duration.ofDays(1))).fit().close();
    assertEquals(range(1, 1), members("step", "step"));
    assertEquals(range(0, SmallRun.EPOCHS - 1), members("epoch", "epoch"));
  }

  /** Killed between two checkpoints, at the end of an epoch, and while a line was written. */
  @ParameterizedTest
  @ValueSource(ints = {3, 8, 12, 15})
  void aResumedRunHasEveryStepOnce(int killed) throws IOException {
    Trainer first = trainer().listener(new SmallRun.Kill(killed));
    assertThrows(IllegalStateException.class, first::fit);
    assertEquals("failure", events().getLast().string("event"));
    // What a run that was killed later would have written beyond the checkpoint.
    String line = "{\"event\":\"%s\",\"time\":\"\",\"step\":%d,\"epoch\":%d,\"trainLoss\":9}%n";
    Files.writeString(
        file,
        String.format(line, "step", killed + 1, 1)
            + String.format(line, "epoch", killed + 1, 2)
            + "{\"event\":\"step\",\"st",
        StandardOpenOption.APPEND);
    trainer().resume().fit().close();
    assertComplete();
    assertEquals(2, events("start").size());
    assertTrue(events("start").getLast().string("resumedFrom").endsWith("step-" + step(killed)));
    List<Long> steps = events().stream().map(event -> event.integer("step")).toList();
    assertEquals(steps.stream().sorted().toList(), steps);
  }

  private static String step(int step) {
    return String.format("%08d", step);
  }

  @Test
  void anEpochWhoseLineWasNeverWrittenIsRestored() throws IOException {
    trainer(2).fit().close();
    List<String> kept =
        Files.readAllLines(file).stream()
            .takeWhile(line -> !line.contains("\"epoch\",\"time\""))
            .toList();
    List<Json.Obj> before = events("epoch");
    Files.write(file, kept);
    trainer().resume().fit().close();
    assertEquals(range(0, SmallRun.EPOCHS - 1), members("epoch", "epoch"));
    for (int epoch = 0; epoch < 2; epoch++) {
      for (String member : List.of("step", "trainLoss", "validationLoss", "top1", "metrics")) {
        assertEquals(before.get(epoch).get(member), events("epoch").get(epoch).get(member));
      }
    }
  }

  @Test
  void aRunThatWasKilledBeforeItsFirstCheckpointIsRecordedAnew() throws IOException {
    Files.createDirectories(file.getParent());
    trainer().listener(new SmallRun.Kill(2)).listener(new SmallRun.Stop(1));
    assertThrows(
        IllegalStateException.class,
        () ->
            SmallRun.trainer()
                .listener(JsonLines.to(file).interval(Duration.ZERO))
                .listener(new SmallRun.Kill(2))
                .fit());
    SmallRun.trainer()
        .checkpoints(folder.resolve("checkpoints"))
        .resume()
        .listener(JsonLines.to(file).interval(Duration.ZERO))
        .fit()
        .close();
    assertComplete();
  }

  @Test
  void whatIsThereAlreadyIsNotLostToAFreshRun() throws IOException {
    trainer().fit().close();
    List<String> before = Files.readAllLines(file);
    Trainer again = SmallRun.trainer().listener(JsonLines.to(file));
    TrainingException refusal = assertThrows(TrainingException.class, again::fit);
    assertTrue(refusal.getMessage().contains("is there already"), refusal.getMessage());
    assertEquals(before, Files.readAllLines(file));
  }

  static Stream<String> foreign() {
    return Stream.of(
        "not JSON\n",
        "[1]\n",
        "{\"loss\":1}\n",
        "{\"event\":\"step\",\"step\":1}\n",
        "{\"event\":\"start\",\"step\":0,\"network\":\"another\"}\n",
        "a diary without an end of line",
        "x".repeat(2_000_000));
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.MethodSource("foreign")
  void aFileOfOtherOriginIsRefusedAndLeftAlone(String content) throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    SmallRun.trainer(1).checkpoints(checkpoints).fit().close();
    Path other = folder.resolve("other.jsonl");
    Files.writeString(other, content);
    Trainer resumed =
        SmallRun.trainer().checkpoints(checkpoints).resume().listener(JsonLines.to(other));
    TrainingException refusal = assertThrows(TrainingException.class, resumed::fit);
    assertTrue(refusal.getMessage().contains("no record of this run"), refusal.getMessage());
    assertTrue(refusal.getMessage().length() < 1000, refusal.getMessage());
    assertEquals(content, Files.readString(other));
  }

  @Test
  void aRecordOfAnotherRunIsToldByItsNumbers() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    SmallRun.trainer(1).checkpoints(checkpoints).listener(JsonLines.to(file)).fit().close();

    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"trainLoss\":[0-9.]+", "\"trainLoss\":0.125"));
    Trainer resumed =
        SmallRun.trainer().checkpoints(checkpoints).resume().listener(JsonLines.to(file));
    TrainingException refusal = assertThrows(TrainingException.class, resumed::fit);
    assertTrue(refusal.getMessage().contains("training loss 0.125"), refusal.getMessage());
  }

  @Test
  void aFolderThatCannotBeWrittenIsAnErrorAtTheStart() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "");
    Trainer trainer = SmallRun.trainer().listener(JsonLines.to(inTheWay.resolve("metrics.jsonl")));
    TrainingException refusal = assertThrows(TrainingException.class, trainer::fit);
    assertTrue(refusal.getMessage().startsWith("nothing can be written to"), refusal.getMessage());
  }
}
