package dev.alexandrite.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.checkpoint.TensorInfo;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.train.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  private static final String SMALL = "train --drawn 64 --batch 16 --epochs 2 --backend cpu ";

  @TempDir Path folder;

  private Path runs() {
    return folder.resolve("runs");
  }

  private Typed typed(String line, Object... more) {
    return Typed.line(runs(), line.strip(), more);
  }

  private static List<String> checksums(Path run) {
    return Checkpoint.latest(run).orElseThrow().tensors().stream().map(TensorInfo::sha256).toList();
  }

  @Test
  void aRunLeavesItsRecordsAndRepeatsFromItsSettingsWithTheSameBits() throws IOException {
    Typed first = typed(SMALL + "--rate 0.02 --seed 5").ended(Exit.OK);
    Path run = runs().resolve("001");
    assertTrue(first.out().contains("top1 ") && first.out().contains("run " + run), first.out());
    assertTrue(first.out().matches("network \\S+, [\\d,]+ parameters, 10 classes\\R(.*\\R){2,3}"));
    assertTrue(first.err().contains("epoch 2/2 loss "), first.err());
    for (String file : List.of("run.yaml", "metrics.jsonl", "epochs.csv")) {
      assertTrue(Files.size(run.resolve(file)) > 0, file);
    }

    typed("train --config", run.resolve("run.yaml")).ended(Exit.OK);
    Path again = runs().resolve("002");
    assertEquals(checksums(run), checksums(again));
    assertEquals(
        Files.readString(run.resolve("run.yaml")), Files.readString(again.resolve("run.yaml")));

    typed("train --seed 6 --config", run.resolve("run.yaml")).ended(Exit.OK);
    assertFalse(checksums(run).equals(checksums(runs().resolve("003"))));
  }

  @Test
  void jsonIsLinesOfEventsAndAResult() {
    Typed typed = typed(SMALL + "--json --report", folder.resolve("report.html")).ended(Exit.OK);

    List<Json.Obj> lines = typed.objects();
    assertEquals("start", lines.getFirst().string("event"));
    assertEquals("result", lines.getLast().string("event"));
    assertEquals("COMPLETED", lines.getLast().string("reason"));
    List<Json.Obj> epochs =
        lines.stream().filter(line -> line.string("event").equals("epoch")).toList();
    assertEquals(List.of(0L, 1L), epochs.stream().map(line -> line.integer("epoch")).toList());
    long best = lines.getLast().integer("bestEpoch");
    assertEquals(best, end(lines).integer("bestEpoch"));
    assertTrue(epochs.stream().anyMatch(line -> line.integer("epoch") == best), typed.out());
    assertTrue(Files.exists(Path.of(lines.getLast().string("checkpoint"))));
    assertTrue(Files.exists(folder.resolve("report.html")));
    assertFalse(typed.err().contains("epoch 1/2"), typed.err());
  }

  private static Json.Obj end(List<Json.Obj> lines) {
    return lines.stream()
        .filter(line -> line.string("event").equals("end"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRunGoesOnWithItsOwnSettings() {
    Path run = folder.resolve("mine");
    typed(SMALL + "--seed 9 --schedule constant --run", run).ended(Exit.OK);
    typed("train --resume --epochs 3 --json --run", run).ended(Exit.OK);

    Path whole = folder.resolve("whole");
    typed(
            "train --drawn 64 --batch 16 --epochs 3 --backend cpu --seed 9 --schedule constant"
                + " --run",
            whole)
        .ended(Exit.OK);
    assertEquals(checksums(whole), checksums(run));
  }

  @Test
  void aFolderOfAnotherRunIsRefusedAndKept() throws IOException {
    Path run = folder.resolve("mine");
    typed(SMALL + "--run", run).ended(Exit.OK);
    String settings = Files.readString(run.resolve("run.yaml"));
    List<String> before = checksums(run);

    Typed second = typed(SMALL + "--seed 3 --run", run).ended(Exit.FAILED);
    assertTrue(second.err().contains(run.toString()), second.err());
    assertTrue(
        second.err().contains("call --resume to go on with it, or give --run"), second.err());
    assertEquals(settings, Files.readString(run.resolve("run.yaml")));
    assertEquals(before, checksums(run));
  }

  /** The message of the SDK speaks of its methods, which are no options. */
  @Test
  void moreEpochsThanTheScheduleWasMadeForAreRefusedWithTheWayOut() {
    Path run = folder.resolve("mine");
    typed(SMALL + "--run", run).ended(Exit.OK);
    Typed more = typed("train --resume --epochs 3 --run", run).ended(Exit.FAILED);
    assertTrue(more.err().contains("schedule was cosine() over 2 epochs"), more.err());
    assertTrue(
        more.err().contains("see --schedule and, where it depends on them, --epochs"), more.err());
    assertTrue(more.err().contains("from its weights by --model RUN --run NEW"), more.err());
    assertFalse(more.err().contains("(...)"), more.err());

    Path anew = folder.resolve("new");
    typed(SMALL + "--rate 1e-30 --decay 0 --model " + run + " --run", anew).ended(Exit.OK);
    assertEquals(
        tensor(Checkpoint.best(run).orElseThrow(), "fc8.weight"),
        tensor(Checkpoint.latest(anew).orElseThrow(), "fc8.weight"),
        "the classes are the same, so the last layer is kept");
  }

  @Test
  void aSingleStepAnEpochIsNoted() {
    String one = "train --drawn 32 --epochs 1 --backend cpu ";
    String said = typed(one + "--batch 64").ended(Exit.OK).err();
    assertTrue(said.contains("one step an epoch; a smaller --batch"), said);
    String silent = typed(one + "--batch 4").ended(Exit.OK).err();
    assertFalse(silent.contains("one step an epoch"), silent);
  }

  @Test
  void aRunThatIsCompleteHasNothingLeftToDo() {
    Path run = folder.resolve("mine");
    Typed first = typed(SMALL + "--run", run).ended(Exit.OK);
    assertFalse(first.err().contains("nothing left to do"), first.err());
    Typed again = typed("train --resume --run", run).ended(Exit.OK);
    assertTrue(again.err().contains("note: " + run + " has all its epochs"), again.err());
    assertEquals(first.out(), again.out());
  }

  @Test
  void trainedWeightsAreTunedOnOtherClasses() throws IOException {
    Path run = folder.resolve("base");
    typed(SMALL + "--run", run).ended(Exit.OK);
    Path data = TestPictures.folder(folder.resolve("data"), 2, 10);

    Path tuned = folder.resolve("tuned");
    typed(
            "train --epochs 1 --batch 4 --rate 0.001 --freeze-up-to pool5 --model " + run,
            "--data",
            data,
            "--run",
            tuned)
        .ended(Exit.OK);
    Checkpoint checkpoint = Checkpoint.latest(tuned).orElseThrow();
    assertEquals(2, checkpoint.classNames().size());
    assertEquals(
        tensor(Checkpoint.best(run).orElseThrow(), "conv1.weight"),
        tensor(checkpoint, "conv1.weight"));
  }

  private static String tensor(Checkpoint checkpoint, String name) {
    return checkpoint.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow()
        .sha256();
  }

  @Test
  void theRateOfSmallBatchesIsLowerUnlessItIsGiven() throws IOException {
    Typed eight = typed("train --drawn 16 --epochs 1 --batch 8").ended(Exit.OK);
    assertTrue(
        eight.err().contains("note: the rate is 0.00125, in proportion to --batch 8"), eight.err());
    assertTrue(settings("001").contains("\nrate: 0.00125\n"), settings("001"));

    Typed given = typed("train --drawn 16 --epochs 1 --batch 8 --rate 0.02").ended(Exit.OK);
    assertFalse(given.err().contains("the rate is"), given.err());
    assertTrue(settings("002").contains("\nrate: 0.02\n"), settings("002"));

    typed("train --drawn 16 --epochs 1 --batch 64").ended(Exit.OK);
    assertTrue(settings("003").contains("\nrate: 0.01\n"), settings("003"));
    typed("train --drawn 16 --epochs 1 --batch 8 --optimizer adamw").ended(Exit.OK);
    assertTrue(settings("004").contains("\nrate: 0.01\n"), settings("004"));
  }

  private String settings(String run) throws IOException {
    return Files.readString(runs().resolve(run).resolve("run.yaml"));
  }

  @Test
  void aSearchForARateSaysHowFarItIsAndWhichToTake() {
    Typed found = typed("find-lr --drawn 320 --batch 16 --steps 20").ended(Exit.OK);
    assertTrue(found.err().contains("memory: "), found.err());
    assertTrue(
        found.out().matches("(?s)learning rate: .*take --rate \\S+, minimum / 10, since .*"),
        found.out());

    AtomicLong clock = new AtomicLong();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RateLines lines =
        new RateLines(
            new PrintStream(bytes, true, UTF_8), 300, () -> clock.addAndGet(4_000_000_000L));
    for (int step = 1; step <= 5; step++) {
      lines.onStep(new StepReport(step, 0, step - 1, 10, 8, 2.5, 1e-3, 100, 0));
    }
    assertEquals(
        List.of("step 3/300 rate 0.0010 loss 2.5000, 1188 s left at most"),
        bytes.toString(UTF_8).lines().toList());
  }

  @Test
  void aLearningRateIsFoundAndNothingIsLeft() throws IOException {
    Path chart = folder.resolve("rates.svg");
    Typed found =
        typed("find-lr --drawn 320 --batch 16 --steps 20 --json --chart", chart).ended(Exit.OK);
    assertTrue(found.json().list("points").size() > 5, found.out());
    assertTrue(Files.readString(chart).contains("<svg"), "an SVG");
    assertFalse(Files.exists(runs()));
  }
}
