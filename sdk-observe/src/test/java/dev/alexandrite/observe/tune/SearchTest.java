package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.TrainingException;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search tries what it says, remembers it, and goes on where it was. */
class SearchTest {
  private static final Setting<Double> RATE = Setting.logUniform("rate", 1e-4, 1e-1);
  private static final Setting<Integer> BATCH = Setting.choice("batch", 10, 20, 50);

  @TempDir Path folder;
  private final List<Integer> trained = new ArrayList<>();

  @BeforeEach
  void nothingTrained() {
    trained.clear();
  }

  private Trainer trainer(Trial trial) {
    trained.add(trial.number());
    return Trainer.of(SmallNet.linear())
        .data(DrawnShapes.of(60, 16, 1))
        .validation(DrawnShapes.of(20, 16, 2))
        .epochs(2)
        .batchSize(trial.get(BATCH))
        .optimizer(Sgd.paper(trial.get(RATE)))
        .threads(1)
        .loaderThreads(1);
  }

  private Search search(Path where) {
    return Search.over(this::trainer, RATE, BATCH).folder(where).goal(Monitor.validationLoss());
  }

  private static byte[] table(Path where) throws IOException {
    return Files.readAllBytes(where.resolve("trials.jsonl"));
  }

  @Test
  void aSearchThatWasKilledHasTheSameTable() throws IOException {
    SearchResult whole = search(folder.resolve("whole")).random(5);
    assertEquals(List.of(0, 1, 2, 3, 4), trained);
    trained.clear();

    Path killed = folder.resolve("killed");
    Search dies =
        Search.over(
                trial -> {
                  if (trial.number() == 2) {
                    throw new IllegalStateException("killed");
                  }
                  return trainer(trial);
                },
                RATE,
                BATCH)
            .folder(killed)
            .goal(Monitor.validationLoss());
    assertThrows(IllegalStateException.class, () -> dies.random(5));
    byte[] torn = "{\"trial\":2,\"set".getBytes(StandardCharsets.UTF_8);
    Files.write(killed.resolve("trials.jsonl"), torn, StandardOpenOption.APPEND);
    SearchResult resumed = search(killed).random(5);

    assertEquals(List.of(0, 1, 2, 3, 4), trained, "each once");
    assertArrayEquals(table(folder.resolve("whole")), table(killed));
    assertEquals(whole.table(), resumed.table());
    trained.clear();
    assertEquals(whole.csv(), search(killed).random(5).csv());
    assertEquals(List.of(), trained);
  }

  /** Killed in the middle of a trial, by its own listener, after its first epoch. */
  @Test
  void aTrialThatWasKilledBeginsAgain() throws IOException {
    SearchResult whole = search(folder.resolve("whole")).random(2);
    Path killed = folder.resolve("killed");
    Search dies =
        Search.over(
                trial ->
                    trainer(trial)
                        .listener(
                            new TrainingListener() {
                              @Override
                              public void onEpoch(EpochReport report) {
                                throw new IllegalStateException("killed");
                              }
                            }),
                RATE,
                BATCH)
            .folder(killed)
            .goal(Monitor.validationLoss());
    assertThrows(IllegalStateException.class, () -> dies.random(2));
    assertTrue(Files.exists(killed.resolve("trial-0000/settings.json")));

    assertEquals(whole.csv(), search(killed).random(2).csv());
    assertEquals(3, Files.readAllLines(killed.resolve("trial-0000/epochs.csv")).size());
  }

  @Test
  void moreTrialsOfTheSameSearch() {
    List<TrialResult> few = search(folder).random(2).trials();
    SearchResult more = search(folder).random(4);
    assertEquals(List.of(0, 1, 2, 3), trained);
    assertEquals(4, more.trials().size());
    few.forEach(
        result ->
            assertTrue(
                more.trials().stream()
                    .anyMatch(
                        other ->
                            other.trial().get(RATE).equals(result.trial().get(RATE))
                                && other.values().equals(result.values()))));
    double best = more.best().orElseThrow().best().orElseThrow();
    more.trials().forEach(result -> assertTrue(result.best().orElseThrow() >= best));
  }

  @Test
  void anotherSearchIsRefused() throws IOException {
    search(folder).random(1);
    byte[] before = table(folder);
    assertRefused(() -> search(folder).seed(2).random(1));
    assertRefused(() -> search(folder).goal(Monitor.top1()).random(1));
    assertRefused(() -> search(folder).medianRule(5, 1).random(1));
    assertRefused(() -> Search.over(this::trainer, BATCH, RATE).folder(folder).random(1));
    Setting<Double> wider = Setting.logUniform("rate", 1e-4, 1);
    assertRefused(
        () ->
            Search.over(this::trainer, wider, BATCH)
                .folder(folder)
                .goal(Monitor.validationLoss())
                .random(1));
    assertRefused(() -> Search.over(this::trainer, RATE.points(2), BATCH).folder(folder).grid());
    assertArrayEquals(before, table(folder));
    assertEquals(List.of(0), trained);
  }

  private static void assertRefused(Runnable search) {
    String message = assertThrows(TrainingException.class, search::run).getMessage();
    assertTrue(message.contains("is of another search"), message);
  }

  @Test
  void aFileThatIsNoTableIsLeftAsItIs() throws IOException {
    Path file = folder.resolve("trials.jsonl");
    Files.writeString(file, "my notes");
    assertRefused(() -> search(folder).random(1));
    assertEquals("my notes", Files.readString(file));
    Files.delete(file);
    search(folder).random(1);
    Files.writeString(file, "{\"trial\":1}\n", StandardOpenOption.APPEND);
    String message =
        assertThrows(TrainingException.class, () -> search(folder).random(2)).getMessage();
    assertTrue(message.contains("line 3 is no trial"), message);
  }

  @Test
  void oneSearchAtATimeInAFolder() {
    Search outer =
        Search.over(
                trial -> {
                  search(folder).random(1);
                  return trainer(trial);
                },
                RATE,
                BATCH)
            .folder(folder);
    String message = assertThrows(TrainingException.class, () -> outer.random(1)).getMessage();
    assertTrue(message.contains("another search is running"), message);
  }

  @Test
  void aGridTriesEveryCombinationTheLastFastest() {
    List<String> seen = new ArrayList<>();
    Setting<Double> rate = RATE.points(2);
    SearchResult found =
        Search.over(
                trial -> {
                  seen.add(trial.get(rate) + " " + trial.get(BATCH));
                  return SmallNet.trainer(SmallNet.linear(), trial.get(rate));
                },
                rate,
                BATCH)
            .folder(folder)
            .grid();
    assertEquals(
        List.of("1.0E-4 10", "1.0E-4 20", "1.0E-4 50", "0.1 10", "0.1 20", "0.1 50"), seen);
    assertEquals(6, found.trials().size());
  }

  @Test
  void aTrialThatDivergesIsAFinding() {
    Setting<Double> rate = Setting.choice("rate", 1e38, 0.001);
    SearchResult found =
        Search.over(trial -> SmallNet.trainer(SmallNet.linear(), trial.get(rate)), rate)
            .folder(folder)
            .grid();
    assertEquals(0.001, found.best().orElseThrow().trial().get(rate));
    TrialResult last = found.trials().getLast();
    assertEquals(TrialResult.State.DIVERGED, last.state());
    assertTrue(last.best().isEmpty());
    assertTrue(found.table().contains("diverged"), found.table());
    assertEquals(
        found.csv(), Search.over(trial -> SmallNet.trainer(0), rate).folder(folder).grid().csv());
  }

  @Test
  void aFailureEndsTheSearchAndNamesTheTrial() throws IOException {
    Setting<Integer> classes = Setting.choice("classes", 10, 11);
    Search search =
        Search.over(
                trial ->
                    Trainer.of(SmallNet.linear().withClasses(trial.get(classes)))
                        .data(DrawnShapes.of(20, 16, 1))
                        .epochs(1)
                        .threads(1),
                classes)
            .folder(folder);
    String message = assertThrows(TrainingException.class, search::grid).getMessage();
    assertTrue(message.startsWith("trial 1: classes 11 failed: network"), message);
    assertEquals(2, Files.readAllLines(folder.resolve("trials.jsonl")).size());
  }

  @Test
  void aGoalWithoutValidationIsNamed() {
    Setting<Integer> epochs = Setting.integers("epochs", 1, 1);
    Search search =
        Search.over(
                trial ->
                    Trainer.of(SmallNet.linear())
                        .data(DrawnShapes.of(20, 16, 1))
                        .epochs(trial.get(epochs))
                        .threads(1),
                epochs)
            .folder(folder)
            .goal(Monitor.top1());
    String message = assertThrows(TrainingException.class, () -> search.random(1)).getMessage();
    assertTrue(message.contains("has no validation data"), message);
  }

  @Test
  void anInterruptionKeepsWhatIsFinished() throws IOException {
    Search search =
        Search.over(
                trial -> {
                  if (trial.number() == 1) {
                    Thread.currentThread().interrupt();
                  }
                  return trainer(trial);
                },
                RATE,
                BATCH)
            .folder(folder);
    String message = assertThrows(TrainingException.class, () -> search.random(3)).getMessage();
    assertTrue(Thread.interrupted());
    assertTrue(message.contains("trial 1") && message.contains("was interrupted"), message);
    assertEquals(2, Files.readAllLines(folder.resolve("trials.jsonl")).size());
  }

  @Test
  void theMedianRuleEndsTrials() {
    Setting<Double> rate = Setting.choice("rate", 0.003, 0.002, 1e-9);
    Search search =
        Search.over(
                trial ->
                    Trainer.of(SmallNet.linear())
                        .data(DrawnShapes.of(60, 16, 1))
                        .epochs(6)
                        .batchSize(10)
                        .optimizer(Sgd.paper(trial.get(rate)))
                        .threads(1),
                rate)
            .folder(folder)
            .goal(Monitor.trainingLoss())
            .medianRule(2, 3);
    SearchResult found = search.grid();
    TrialResult last = found.trials().getLast();
    assertEquals(1e-9, last.trial().get(rate));
    assertEquals(TrialResult.State.STOPPED_EARLY, last.state());
    assertEquals(3, last.values().size());
    assertEquals(found.csv(), search.grid().csv());
  }

  @Test
  void hostileNamesStayInTheirPlace() throws Exception {
    String evil = "</text><script>\n\",=1+1\u202E\u001b[2J\r\u2028é\uD83D\uDE00";
    Setting<String> first = Setting.choice(evil, "a\nb", "<b>\",c");
    Setting<Double> second = Setting.uniform("../../etc", 0, 1);
    Search search =
        Search.over(trial -> SmallNet.trainer(SmallNet.linear(), 0.001), first, second)
            .folder(folder)
            .seed(4);
    SearchResult found = search.random(3);
    assertEquals(4, Files.readAllLines(folder.resolve("trials.jsonl")).size());
    assertEquals(found.csv(), search.random(3).csv());
    assertEquals(4, found.csv().lines().count());
    found.trials().forEach(r -> assertFalse(r.trial().toString().matches("(?s).*\\p{Cntrl}.*")));
    assertEquals(4, found.table().lines().count());
    assertTrue(found.table().chars().noneMatch(c -> c < ' ' && c != '\n'), found.table());
    byte[] svg = found.picture().getBytes(StandardCharsets.UTF_8);
    assertEquals(
        "svg",
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg))
            .getDocumentElement()
            .getTagName());
    try (var files = Files.list(folder)) {
      assertEquals(5, files.count(), "a lock, a table and three folders");
    }
  }

  @Test
  void tablesFitInEightyColumns() {
    Setting<?>[] many = new Setting<?>[12];
    Arrays.setAll(many, i -> Setting.uniform("setting with a long name " + i, 0, 1));
    SearchResult found =
        Search.over(trial -> SmallNet.trainer(SmallNet.linear(), 0.001), many)
            .folder(folder)
            .random(2);
    found.table().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(found.table().contains("more settings"), found.table());
    assertEquals(17, found.csv().lines().findFirst().orElseThrow().split(",").length);
    assertFalse(found.picture().contains("NaN"));
  }

  @Test
  void whatIsNoSearchIsNamed() {
    assertSays("at least one setting", () -> Search.over(this::trainer));
    assertSays("two settings are called \"rate\"", () -> Search.over(this::trainer, RATE, RATE));
    assertSays("1 to 100000 trials", () -> search(folder).random(0));
    assertSays("no points(...)", () -> search(folder).grid());
    assertSays("medianRule", () -> search(folder).medianRule(0, 1));
    Setting<Integer> big = Setting.integers("a", 0, 1_000_000).points(1_000_000);
    Setting<Integer> other = Setting.integers("b", 0, 1_000_000).points(1_000_000);
    assertSays(
        "found 2147483647", () -> Search.over(this::trainer, big, other).folder(folder).grid());
  }

  private static void assertSays(String part, Runnable call) {
    String message = assertThrows(TrainingException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aTrialKnowsItsSettingsAlone() {
    Setting<Integer> foreign = Setting.integers("foreign", 0, 1);
    Search search = Search.over(trial -> SmallNet.trainer(trial.get(foreign)), RATE).folder(folder);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> search.random(1));
    assertTrue(e.getMessage().contains("\"foreign\", but [rate]"), e.getMessage());
  }
}
