package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightEventsTest {
  @TempDir Path folder;

  @Test
  void aRecordingHoldsStepsEpochsCheckpointsAndWarnings() throws IOException {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      FlightEvents events = new FlightEvents();
      SmallRun.trainer().checkpoints(folder.resolve("checkpoints")).listener(events).fit().close();
      events.onWarning("said afterwards");
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    List<RecordedEvent> steps = named(all, "dev.alexandrite.TrainingStep");
    assertEquals(
        LongStream.rangeClosed(1, (long) SmallRun.STEPS * SmallRun.EPOCHS).boxed().toList(),
        steps.stream().map(event -> event.getLong("step")).toList());
    assertTrue(steps.stream().allMatch(event -> event.getDuration().toNanos() > 0));
    assertTrue(steps.stream().allMatch(event -> event.getDouble("loss") > 0));
    List<RecordedEvent> epochs = named(all, "dev.alexandrite.Epoch");
    assertEquals(SmallRun.EPOCHS, epochs.size());
    for (RecordedEvent epoch : epochs) {
      long within =
          steps.stream()
              .filter(step -> step.getInt("epoch") == epoch.getInt("epoch"))
              .filter(step -> !step.getStartTime().isBefore(epoch.getStartTime()))
              .filter(step -> !step.getEndTime().isAfter(epoch.getEndTime()))
              .count();
      assertEquals(SmallRun.STEPS, within);
    }
    assertEquals(SmallRun.EPOCHS, named(all, "dev.alexandrite.Checkpoint").size());
    List<RecordedEvent> warnings = named(all, "dev.alexandrite.Warning");
    assertEquals("said afterwards", warnings.getLast().getString("message"));
    assertEquals(18, warnings.getLast().getLong("step"));
  }

  @Test
  void aRecordingMayBeginInTheMiddle() throws IOException {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      SmallRun.trainer()
          .listener(new FlightEvents())
          .listener(new StartAt(recording, 9))
          .fit()
          .close();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    List<RecordedEvent> steps = named(all, "dev.alexandrite.TrainingStep");
    assertEquals(11, steps.getFirst().getLong("step"));
    assertEquals(18, steps.getLast().getLong("step"));
  }

  private record StartAt(Recording recording, long step)
      implements dev.alexandrite.train.TrainingListener {
    @Override
    public void onStep(dev.alexandrite.train.StepReport report) {
      if (report.step() == step) {
        recording.start();
      }
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .sorted(java.util.Comparator.comparing(RecordedEvent::getEndTime))
        .toList();
  }
}
