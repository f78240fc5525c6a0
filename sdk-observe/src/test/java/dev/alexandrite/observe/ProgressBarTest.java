package dev.alexandrite.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Views;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.RunControl;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user sees of a run on a terminal and in a file of output. */
class ProgressBarTest {
  private static final MemoryReport MEMORY =
      new MemoryReport(0, 0, 0, 0, "cpu", true, 1L << 30, List.of(0L));
  private static RunControl control;

  @TempDir Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  @BeforeAll
  static void runOfOneEpoch() {
    control = SmallRun.control();
  }

  private ProgressBar bar(int width, Charset charset) {
    Terminal terminal = Terminal.of(charset, true, Map.of("COLUMNS", String.valueOf(width)));
    PrintStream out = new PrintStream(bytes, true, charset);
    ProgressBar bar = new ProgressBar(out, terminal, () -> now, Duration.ofMillis(100));
    bar.onStart(control, MEMORY);
    return bar;
  }

  /** Takes what was printed since the last call. */
  private String printed(Charset charset) {
    String text = bytes.toString(charset);
    bytes.reset();
    return text.replace(System.lineSeparator(), "\n");
  }

  private static StepReport step(int batch, int batches, double loss) {
    return new StepReport(batch + 1, 0, batch, batches, 10, loss, 0.01, 1234.4, 0.031);
  }

  private static EpochReport epoch(int epoch, double top1) {
    EvaluationReport validation =
        new EvaluationReport(20, top1, 1, 0.5, Optional.empty(), Map.of(), Views.CENTER);
    return new EpochReport(epoch, 6, 0.25, Optional.of(validation), 0.01, 1234.4, 0.031);
  }

  private static final String EPOCH_LINE =
      "epoch 1/1 loss 0.2500 val loss 0.5000 top1 0.9000 top5 1.0000 1234 img/s";

  @Test
  void stepsRewriteOneLineThatFitsTheTerminal() {
    ProgressBar bar = bar(80, StandardCharsets.UTF_8);
    Screen screen = new Screen().print(printed(StandardCharsets.UTF_8));
    int before = screen.rows().size();
    for (int batch = 0; batch < 50; batch++) {
      bar.onStep(step(batch, 100, 2.3));
      now += TimeUnit.SECONDS.toNanos(1);
    }
    Screen line = new Screen().print(printed(StandardCharsets.UTF_8));
    assertEquals(1, line.rows().size());
    assertEquals(0, line.column());
    assertTrue(line.widest() <= 79, line.rows()::toString);
    // 49 steps took 49 s, 50 are left; the bar has what is left of 79 columns, and is half full.
    assertEquals(
        "epoch 1/1 "
            + "█".repeat(10)
            + "▌"
            + " ".repeat(10)
            + " 50/100 loss 2.3000 1234 img/s wait 3% 0:50 left",
        line.current());
    assertEquals(79, line.widest());
    assertEquals(2, before);
  }

  @Test
  void stepsComeAtIntervals() {
    ProgressBar bar = bar(80, StandardCharsets.UTF_8);
    printed(StandardCharsets.UTF_8);
    for (int batch = 0; batch < 90; batch++) {
      bar.onStep(step(batch, 100, 2.3));
      now += TimeUnit.MILLISECONDS.toNanos(10);
    }
    long drawn = printed(StandardCharsets.UTF_8).chars().filter(c -> c == '/').count() / 3;
    assertEquals(9, drawn);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 64, 72, 80, 120, 400})
  void noLineThatRewritesItselfIsWiderThanTheTerminal(int width) {
    ProgressBar bar = bar(width, StandardCharsets.UTF_8);
    printed(StandardCharsets.UTF_8);
    for (int batch = 0; batch < 99; batch++) {
      bar.onStep(step(batch, 100, 1e6));
      now += TimeUnit.HOURS.toNanos(9);
    }
    Screen screen = new Screen().print(printed(StandardCharsets.UTF_8));
    assertTrue(screen.widest() < width, screen.rows()::toString);
    assertTrue(screen.current().startsWith("epoch 1/1"), screen.current());
  }

  @Test
  void charactersAreThoseOfTheStream() {
    ProgressBar bar = bar(80, StandardCharsets.US_ASCII);
    printed(StandardCharsets.US_ASCII);
    bar.onStep(step(49, 100, 2.3));
    String line = printed(StandardCharsets.US_ASCII);
    assertTrue(line.contains("#####") && line.contains("-----"), line);
    assertTrue(line.chars().allMatch(c -> c < 0x7F), line);
    assertFalse(line.contains("?"), line);
  }

  /** Whatever is printed between, in whole lines, nothing that stays is swallowed or mangled. */
  @Test
  void linesThatStayAreWholeWhateverOthersPrint() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      ProgressBar bar = bar(80, StandardCharsets.UTF_8);
      Screen screen = new Screen().print(printed(StandardCharsets.UTF_8));
      int logged = 0;
      for (int batch = 0; batch < 20; batch++) {
        bar.onStep(step(batch, 20, 2.3));
        now += TimeUnit.MILLISECONDS.toNanos(random.nextInt(200));
        screen.print(printed(StandardCharsets.UTF_8));
        if (random.nextInt(3) == 0) {
          screen.print("log " + logged++ + " of somebody else\n");
        }
        if (random.nextInt(5) == 0) {
          bar.onWarning("the loss does not fall");
          screen.print(printed(StandardCharsets.UTF_8));
          assertTrue(screen.rows().contains("warning: the loss does not fall"));
        }
      }
      screen.print("INFO: epoch 1, step 20: training loss 0.25\n");
      bar.onEpoch(epoch(0, 0.9));
      screen.print(printed(StandardCharsets.UTF_8));
      List<String> rows = screen.rows();
      String all = String.join("\n", rows);
      assertTrue(rows.contains(EPOCH_LINE), all);
      assertTrue(rows.contains("INFO: epoch 1, step 20: training loss 0.25"), all);
      for (int i = 0; i < logged; i++) {
        String log = "log " + i + " of somebody else";
        assertEquals(1, rows.stream().filter(row -> row.startsWith(log)).count(), all);
      }
      assertEquals("", screen.current());
    }
  }

  @Test
  void theTop1OfTheLastEpochIsShown() {
    ProgressBar bar = bar(80, StandardCharsets.UTF_8);
    bar.onEpoch(epoch(0, 0.8125));
    printed(StandardCharsets.UTF_8);
    now += TimeUnit.SECONDS.toNanos(1);
    bar.onStep(step(3, 100, 2.3));
    assertTrue(printed(StandardCharsets.UTF_8).contains(" top1 0.813 "));
  }

  @Test
  void timeLeftIsThatOfTheStepsLeftAtThePaceSoFar() {
    Pacemaker pacemaker = new Pacemaker(2);
    StepReport first = new StepReport(1, 0, 0, 10, 1, 1, 1, 1, 0);
    pacemaker.stepped(first, 0);
    assertTrue(pacemaker.left(first, 0).isEmpty());
    StepReport fifth = new StepReport(5, 0, 4, 10, 1, 1, 1, 1, 0);
    // Four steps took 8 s; fifteen are left.
    assertEquals(30, pacemaker.left(fifth, TimeUnit.SECONDS.toNanos(8)).getAsLong());
    assertEquals("1:00:05", ProgressLine.duration(3605));
    assertEquals("0:05", ProgressLine.duration(5));
  }

  @Test
  void thereIsNoRewritingWhereNobodyLooks() {
    Charset utf8 = StandardCharsets.UTF_8;
    assertTrue(Terminal.of(utf8, true, Map.of("TERM", "xterm")).rewrites());
    assertFalse(Terminal.of(utf8, false, Map.of("TERM", "xterm")).rewrites());
    assertFalse(Terminal.of(utf8, true, Map.of("TERM", "dumb")).rewrites());
    assertFalse(Terminal.of(utf8, true, Map.of("CI", "true")).rewrites());
    assertEquals(80, Terminal.of(utf8, true, Map.of("COLUMNS", "wide")).width());
    assertEquals(132, Terminal.of(utf8, true, Map.of("COLUMNS", "132")).width());
    assertFalse(Terminal.of(StandardCharsets.ISO_8859_1, true, Map.of()).blocks());
    assertThrows(
        IllegalArgumentException.class,
        () -> ProgressBar.lines(System.out).interval(Duration.ofMillis(-1)));
  }

  @Test
  void everyEpochHasItsLineHoweverShortItIs() {
    List<String> lines = lines(SmallRun.trainer(), -1);
    for (int epoch = 1; epoch <= SmallRun.EPOCHS; epoch++) {
      String done = "epoch " + epoch + "/" + SmallRun.EPOCHS + " loss ";
      assertEquals(1, lines.stream().filter(line -> line.startsWith(done)).count(), done);
    }
    assertTrue(lines.stream().noneMatch(line -> line.contains("\r")));
  }

  @Test
  void aRunThatIsStoppedSaysWhereItWasSavedAndAResumedOneFromWhere() {
    Path checkpoint = folder.resolve("step-00000003");
    List<String> stopped = lines(SmallRun.trainer().checkpoints(folder), 3);
    assertEquals(
        "ended: STOPPED after step 3, saved as " + checkpoint + ", from where the run can go on",
        stopped.getLast());

    List<String> resumed = lines(SmallRun.trainer().checkpoints(folder).resume(), -1);
    assertTrue(resumed.contains("goes on from " + checkpoint), resumed::toString);
  }

  private static List<String> lines(Trainer trainer, long stopAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      trainer
          .listener(ProgressBar.lines(out).interval(Duration.ZERO))
          .listener(new SmallRun.Stop(stopAt))
          .fit()
          .close();
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
