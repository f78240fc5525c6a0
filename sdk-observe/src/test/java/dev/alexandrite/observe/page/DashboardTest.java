package dev.alexandrite.observe.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.alexandrite.AlexandriteException;
import dev.alexandrite.core.json.Json;
import dev.alexandrite.core.json.JsonReader;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.StopReason;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page beside runs. */
class DashboardTest {
  @Test
  void showsWhatTheRunSays() throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0).samples(4);
        TrainingResult result = TinyRun.trainer(2).listener(dashboard).fit()) {
      String page = Requests.open(dashboard).get("/").body();

      for (String curve :
          List.of(
              "Training loss",
              "Validation loss",
              "Top-1",
              "Top-5",
              "Learning rate",
              "Throughput",
              "Waiting for data")) {
        assertTrue(page.contains("aria-label=\"" + curve + "\""), curve);
      }
      assertTrue(page.contains("filters of conv1"), "filters");
      assertTrue(page.contains(", before training") && page.contains(", after 2 epochs"));
      assertEquals(4, page.split("<meter").length / 3, "three guesses for each of four images");
      assertTrue(page.contains("After 2 epochs, without augmentation.</p>"), "nothing comes later");
      assertTrue(page.contains("class=\"confusion\""), "the confusion matrix");
      double top1 = result.history().getLast().validation().orElseThrow().top1();
      assertTrue(
          page.contains(String.format(Locale.ROOT, "<dd>%.1f\u00a0%%", 100 * top1)),
          "top-1 of the last epoch");
      assertTrue(page.contains("the run needs "), "memory");
      assertTrue(page.contains("ended (COMPLETED) after 2 epochs and 20 steps"), "the end");
      assertFalse(page.contains("action=\"/stop\""), "nothing to stop any more");
    }
  }

  @Test
  void sendsOnlyWhatHasChanged() throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result = TinyRun.trainer(1).listener(dashboard).fit()) {
      Requests viewer = Requests.open(dashboard);
      Json.Obj all = (Json.Obj) JsonReader.read(viewer.get("/state").body());
      assertEquals(Part.values().length, all.object("parts").members().size());
      long version = all.integer("version");
      assertEquals(204, viewer.get("/state?since=" + version).statusCode());
      String later = viewer.get("/state?since=" + (version - 1)).body();
      assertEquals(1, ((Json.Obj) JsonReader.read(later)).object("parts").members().size());
      assertEquals(StopReason.COMPLETED, result.reason());
    }
  }

  @Test
  void aViewerStopsTheRunWithACheckpoint(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(1000)
                .checkpoints(folder)
                .listener(dashboard)
                .listener(atStep(3, () -> post(dashboard, "/stop")))
                .fit()) {
      assertEquals(StopReason.STOPPED, result.reason());
      assertTrue(Files.isDirectory(result.checkpoint().orElseThrow()));
      String page = Requests.open(dashboard).get("/").body();
      assertTrue(page.contains("ended (STOPPED) after 0 epochs and 4 steps"), page);
    }
  }

  @Test
  void aViewerAsksForACheckpoint(@TempDir Path folder) throws IOException {
    List<Path> written = new ArrayList<>();
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(1)
                .checkpoints(folder)
                .keepCheckpoints(10)
                .listener(dashboard)
                .listener(atStep(3, () -> post(dashboard, "/checkpoint")))
                .listener(
                    new TrainingListener() {
                      @Override
                      public void onCheckpoint(Path checkpoint) {
                        written.add(checkpoint);
                      }
                    })
                .fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
      assertEquals(2, written.size(), "asked for, and at the end: " + written);
    }
  }

  @Test
  void withoutAFolderTheRunGoesOn() throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(1)
                .listener(dashboard)
                .listener(atStep(3, () -> post(dashboard, "/checkpoint")))
                .fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
      assertTrue(Requests.open(dashboard).get("/").body().contains("no folder for them"));
    }
  }

  @Test
  void aFormWithoutItsTokenStopsNothing() {
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(1)
                .listener(dashboard)
                .listener(
                    atStep(
                        2,
                        () -> {
                          Requests viewer = Requests.open(dashboard);
                          String form = viewer.form();
                          String run = form.replaceFirst(".*&", "");
                          assertEquals(403, viewer.send("POST", "/stop", run).statusCode());
                          int elsewhere =
                              viewer
                                  .send("POST", "/stop", form, "Origin", "http://evil.example")
                                  .statusCode();
                          assertEquals(403, elsewhere);
                          int stranger =
                              Requests.stranger(dashboard).send("POST", "/stop", form).statusCode();
                          assertEquals(403, stranger);
                          String other = form.replaceFirst("run=.*", "run=other");
                          assertEquals(404, viewer.send("POST", "/stop", other).statusCode());
                        }))
                .fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
    }
  }

  @Test
  void nobodyWhoLooksChangesABit() throws Exception {
    float[] alone = weights(TinyRun.trainer(2));
    try (Dashboard dashboard = Dashboard.on(0);
        ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
      Requests viewer = Requests.open(dashboard);
      CountDownLatch over = new CountDownLatch(1);
      List<Future<Integer>> seen = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        seen.add(
            viewers.submit(
                () -> {
                  int pages = 0;
                  while (over.getCount() > 0) {
                    assertEquals(200, viewer.get("/").statusCode());
                    pages++;
                  }
                  return pages;
                }));
      }
      float[] watched = weights(TinyRun.trainer(2).listener(dashboard));
      over.countDown();
      assertArrayEquals(alone, watched);
      for (Future<Integer> pages : seen) {
        assertTrue(pages.get() > 0);
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[1];
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(1)
                .listener(dashboard)
                .listener(
                    new TrainingListener() {
                      @Override
                      public void onStep(StepReport report) {
                        if (report.step() == 3) {
                          allocated[0] = -threads.getCurrentThreadAllocatedBytes();
                          for (int i = 0; i < 200_000; i++) {
                            dashboard.onStep(report);
                          }
                          allocated[0] += threads.getCurrentThreadAllocatedBytes();
                        }
                      }
                    })
                .fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
    }
    assertTrue(allocated[0] < 64 << 10, allocated[0] + " bytes in 200,000 steps");
  }

  @Test
  void slowClientsStopNeitherRunNorPage() throws IOException, InterruptedException {
    List<Socket> slow = new ArrayList<>();
    try (Dashboard dashboard = Dashboard.on(0)) {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(dashboard.address().getHost(), dashboard.address().getPort());
        slow.add(socket);
        String half =
            i % 2 == 0 ? "GET / HT" : "POST /stop HTTP/1.1\r\nHost: localhost\r\nContent-";
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
      }
      try (TrainingResult result = TinyRun.trainer(1).listener(dashboard).fit()) {
        assertEquals(StopReason.COMPLETED, result.reason());
      }
      assertEquals(200, Requests.open(dashboard).get("/").statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void severalRunsAreOnOnePage(@TempDir Path folder) throws IOException, InterruptedException {
    Path earlier = Files.createDirectories(folder.resolve("<earlier>"));
    Files.writeString(
        earlier.resolve("metrics.jsonl"),
        """
        {"event":"step","step":1,"epoch":0,"loss":2.5,"learningRate":0.01}
        {"event":"epoch","epoch":0,"step":2,"trainLoss":2.25,"top1":0.875,"top5":1}
        """);
    try (Dashboard dashboard = Dashboard.on(0).earlierRuns(folder)) {
      TinyRun.trainer(1).listener(dashboard).fit().close();
      TinyRun.trainer(1).listener(dashboard.listenerFor("second")).fit().close();
      TinyRun.trainer(1).listener(dashboard).checkpoints(folder.resolve("003")).fit().close();
      String page = Requests.open(dashboard).get("/").body();
      for (String run : List.of("&lt;earlier&gt;", "run 1", "second", "003")) {
        assertTrue(page.contains("<b>" + run + "</b>"), run);
        assertEquals(2, page.split("</svg>" + run + "</li>", -1).length, run + ", in one legend");
      }
      assertFalse(page.contains("earlier runs</summary>"), "one is not folded");
      assertTrue(page.contains("best top-1 87.5\u00a0% in epoch 1"), "of the earlier one");
    }
  }

  @Test
  void manyEarlierRunsAreFolded(@TempDir Path folder) throws IOException, InterruptedException {
    for (String name : List.of("001", "002", "003")) {
      Files.writeString(
          Files.createDirectories(folder.resolve(name)).resolve("metrics.jsonl"),
          "{\"event\":\"step\",\"step\":1,\"epoch\":0,\"loss\":2.5,\"learningRate\":0.01}\n");
    }
    try (Dashboard dashboard = Dashboard.on(0).earlierRuns(folder)) {
      TinyRun.trainer(1).listener(dashboard).fit().close();
      String page = Requests.open(dashboard).get("/").body();
      int fold = page.indexOf("<details><summary>3 earlier runs</summary>");
      assertTrue(fold > page.indexOf("<b>run 1</b>"), "the run of now stands above");
      assertTrue(page.indexOf("<b>001</b>") > fold && page.indexOf("<b>003</b>") > fold);
    }
  }

  @Test
  void picturesOfAShortRunAreTakenWhateverTheFirstOnesTook() {
    RunPictures pictures = new RunPictures(TinyRun.trainer(9).config(), 0);
    long soon = 0; // the same moment: nothing but the number of the epoch makes them due
    pictures.ended(soon, 1_000_000_000);
    List<Integer> due = new ArrayList<>();
    for (int epoch = 1; epoch <= 9; epoch++) {
      if (pictures.due(soon, epoch)) {
        due.add(epoch);
      }
    }
    assertEquals(List.of(1, 2, 4, 8), due);
    assertTrue(pictures.due(50_000_000_000L, 9), "fifty times as long ago");
    assertEquals(1, RunPictures.nextAtLatest(0));
    assertEquals(8, RunPictures.nextAtLatest(4));
    assertEquals(8, RunPictures.nextAtLatest(7));
  }

  @Test
  void earlierRunsHaveToBeThere(@TempDir Path folder) {
    try (Dashboard dashboard = Dashboard.on(0)) {
      AlexandriteException none =
          assertThrows(AlexandriteException.class, () -> dashboard.earlierRuns(folder));
      assertTrue(none.getMessage().contains("metrics.jsonl"), none.getMessage());
      assertThrows(
          AlexandriteException.class, () -> dashboard.earlierRuns(folder.resolve("missing")));
    }
  }

  @Test
  void twoRunsAtOnceNeedListenersOfTheirOwn() throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0)) {
      Action second =
          () -> {
            Trainer trainer = TinyRun.trainer(1).listener(dashboard);
            IllegalStateException refused = assertThrows(IllegalStateException.class, trainer::fit);
            assertTrue(refused.getMessage().contains("listenerFor"), refused.getMessage());
          };
      TinyRun.trainer(1).listener(dashboard).listener(atStep(1, second)).fit().close();
      String page = Requests.open(dashboard).get("/").body();
      assertTrue(page.contains("ended (COMPLETED) after 1 epochs"), "the first is not disturbed");
    }
  }

  @Test
  void aResumedRunShowsTheEpochsBefore(@TempDir Path folder)
      throws IOException, InterruptedException {
    TinyRun.trainer(2).checkpoints(folder).fit().close();
    List<EpochReport> before;
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result =
            TinyRun.trainer(3).checkpoints(folder).resume().listener(dashboard).fit()) {
      before = result.history().subList(0, 2);
      String page = Requests.open(dashboard).get("/").body();
      for (EpochReport epoch : before) {
        assertTrue(
            page.contains(String.format(Locale.ROOT, "<td>%.4f</td>", epoch.trainLoss())), page);
      }
    }
  }

  @Test
  void imagesThatFailDoNotEndTheRun() throws IOException, InterruptedException {
    Dataset broken =
        new ForwardingDataset(TinyRun.validation()) {
          private int asked;

          @Override
          public synchronized Image image(int index) {
            if (asked++ == 0) { // the page is the first to ask
              throw new IllegalStateException("<no disk>");
            }
            return super.image(index);
          }
        };
    try (Dashboard dashboard = Dashboard.on(0);
        TrainingResult result = TinyRun.trainer(1, broken).listener(dashboard).fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
      String page = Requests.open(dashboard).get("/").body();
      assertTrue(page.contains("the page failed, the run goes on"), page);
      assertTrue(page.contains("&lt;no disk&gt;"), page);
    }
  }

  @Test
  void aFailedRunIsShownAsOne() throws IOException, InterruptedException {
    try (Dashboard dashboard = Dashboard.on(0)) {
      Trainer failing =
          TinyRun.trainer(1)
              .listener(dashboard)
              .listener(
                  atStep(
                      2,
                      () -> {
                        throw new IllegalStateException("<out of patience>");
                      }));
      assertThrows(IllegalStateException.class, failing::fit);
      String page = Requests.open(dashboard).get("/").body();
      assertTrue(page.contains("failed: java.lang.IllegalStateException: &lt;out of"), page);
    }
  }

  @Test
  void aClosedPageDoesNotEndTheRun() {
    Dashboard dashboard = Dashboard.on(0);
    try (TrainingResult result =
        TinyRun.trainer(1).listener(dashboard).listener(atStep(2, dashboard::close)).fit()) {
      assertEquals(StopReason.COMPLETED, result.reason());
    }
  }

  @Test
  @Timeout(60)
  void thePageLingersAsLongAsIsSaid() throws IOException, InterruptedException {
    Dashboard dashboard = Dashboard.on(0).linger(Duration.ZERO);
    Requests viewer = Requests.open(dashboard);
    TinyRun.trainer(1).listener(dashboard).fit().close();
    boolean served = true;
    while (served) { // until the timer's thread has closed it
      try {
        viewer.get("/");
      } catch (ConnectException e) {
        served = false;
      } catch (IOException e) { // in the middle of an answer
        served = true;
      }
    }
    assertThrows(IllegalArgumentException.class, () -> dashboard.linger(Duration.ofSeconds(-1)));
  }

  @Test
  void pagesOfOneMachineHaveTokensOfTheirOwn() throws IOException, InterruptedException {
    try (Dashboard one = Dashboard.on(0);
        Dashboard other = Dashboard.on(0)) {
      assertNotEquals(one.address().getQuery(), other.address().getQuery());
      String cookie = Requests.open(one).cookie();
      HttpResponse<String> wrong = Requests.stranger(other).send("GET", "/", "", "Cookie", cookie);
      assertEquals(403, wrong.statusCode());
    }
  }

  private static float[] weights(Trainer trainer) {
    try (TrainingResult result = trainer.fit()) {
      return result.classifier().logits(TinyRun.validation().image(0));
    }
  }

  /** Something that may fail. */
  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private static void post(Dashboard dashboard, String path)
      throws IOException, InterruptedException {
    Requests viewer = Requests.open(dashboard);
    assertEquals(303, viewer.send("POST", path, viewer.form()).statusCode());
  }

  private static TrainingListener atStep(int step, Action action) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        if (report.step() == step) {
          try {
            action.run();
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        }
      }
    };
  }
}
