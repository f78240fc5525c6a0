package dev.alexandrite.observe.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.DataException;
import dev.alexandrite.augment.Augment;
import dev.alexandrite.augment.ChannelOrder;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.augment.Normalization;
import dev.alexandrite.augment.PixelRange;
import dev.alexandrite.augment.RandomCrop;
import dev.alexandrite.augment.Resize;
import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.ForwardingDataset;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.Metric;
import dev.alexandrite.observe.html.Asset;
import dev.alexandrite.observe.page.TinyRun;
import dev.alexandrite.tensor.Shape;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @Test
  void saysWhatTheEvaluationSays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/report.html");
    EvaluationReport alone;
    try (TrainingResult result = TinyRun.trainer(2).fit()) {
      alone = result.classifier().evaluate(TinyRun.validation());
      Report.of(result)
          .evaluate(TinyRun.validation())
          .trainingTime(Duration.ofSeconds(125))
          .write(file);
    }
    String html = Files.readString(file);

    assertTile(html, "Top-1", percent(alone.top1()));
    assertTile(html, "Top-5", percent(alone.top5()));
    assertTile(html, "Loss", String.format(Locale.ROOT, "%.4f", alone.loss()));
    assertTile(html, "F1", percent(alone.confusion().orElseThrow().macroF1()));
    assertTile(html, "Training time", "2 min 5 s");
    for (String id :
        List.of(
            "curves",
            "epochs",
            "classes",
            "confusion",
            "calibration",
            "mistakes",
            "network",
            "provenance")) {
      assertTrue(html.contains("<section id=\"" + id + "\""), id);
      assertTrue(html.contains("<a href=\"#" + id + "\">"), id);
    }
    for (int label = 0; label < 10; label++) {
      String row =
          "</td><td>"
              + percent(alone.confusion().orElseThrow().precision(label))
              + "</td><td>"
              + percent(alone.confusion().orElseThrow().recall(label))
              + "</td><td>";
      assertTrue(html.contains(row), alone.confusion().orElseThrow().classNames().get(label));
    }
    assertEquals(16, count(html, "<img "), "images of the highest losses");
    assertTrue(html.contains("<b>conv1</b>") && html.contains("multiply-adds"), "the network");
  }

  @Test
  void saysWhichEpochIsJudged(@TempDir Path folder) {
    Metric metric = new Falling();
    EarlyStop third = EarlyStop.of(3).monitor(Monitor.of(metric));
    try (TrainingResult result =
        TinyRun.trainer(4).metric(metric).earlyStop(third).checkpoints(folder).fit()) {
      assertEquals(OptionalInt.of(0), result.restoredEpoch());
      String html = Report.of(result).evaluate(TinyRun.validation()).html();
      assertTrue(html.contains(", epoch 1 of 4"), html.substring(0, html.indexOf("<dl")));
      assertTrue(html.contains(" images</p>"), "how many were evaluated");
      assertTrue(html.contains("<tr class=\"judged\"><th scope=\"row\">1 <b>"), "the table");
      assertEquals(2, count(html, ">epoch 1</text>"), "a mark in loss and accuracy");
      assertTrue(html.contains("<small>of epoch 1</small>"), "the tiles");

      String last = Report.ofCheckpoint(result.checkpoint().orElseThrow()).html();
      assertTrue(last.contains(", after 4 epochs"), "of the last checkpoint");
      assertTrue(last.contains("<tr class=\"judged\"><th scope=\"row\">4 <b>"), "its table");
    }
    String best =
        Report.ofCheckpoint(Checkpoint.best(folder).orElseThrow().path())
            .curvesOf(Checkpoint.latest(folder).orElseThrow())
            .html();
    assertTrue(best.contains(", epoch 1 of 4"), "of the best one with the curves of all");
  }

  /** The first epoch is the best. */
  private record Falling() implements Metric {
    private static final AtomicInteger PASSES = new AtomicInteger();

    @Override
    public String name() {
      return "falling";
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Accumulator start() {
      double value = -PASSES.getAndIncrement();
      return new Accumulator() {
        @Override
        public void add(float[] probabilities, int label) {}

        @Override
        public double value() {
          return value;
        }
      };
    }
  }

  @Test
  void everyStepOfThePipelineIsARow() {
    InputPipeline pipeline =
        InputPipeline.plain(Shape.image(3, 24, 24))
            .resize(new Resize.ShorterSide(32))
            .order(ChannelOrder.BGR)
            .range(PixelRange.BYTES)
            .normalization(
                Normalization.fixed(new float[] {103.9f, 117, 124}, new float[] {1, 1, 1}))
            .training(
                List.of(
                    new RandomCrop(24, 24, 1).padding(4),
                    Augment.horizontalFlip(),
                    Augment.pcaColor(0.1),
                    Augment.colorJitter(0.4, 0, 0.25, 0.1),
                    Augment.randAugment(2, 9),
                    Augment.trivialAugmentWide(),
                    Augment.custom("<blur>", (image, random) -> {}),
                    Augment.randomErasing(0.25)));
    assertEquals(
        List.of(
            "Resize|the shorter side to 32 pixels, bilinear",
            "Crop|24×24 at a random place, of 4 black pixels around|24×24 from the centre",
            "Flip|left and right exchanged in half of the images|–",
            "Colour noise|along the principal components, standard deviation 0.1|–",
            "Colour jitter|brightness 0.4, contrast 0, saturation 0.25, hue 0.1|–",
            "RandAugment|2 operations of magnitude 9|–",
            "TrivialAugment|one operation, its strength one of 31|–",
            "&lt;blur&gt;|the application&#39;s own|–",
            "Numbers|0 to 255, blue, green, red",
            "Normalisation|less 103.9 / 117 / 124",
            "Erasing|2 to 33 % of the input in 25 % of the images, by zeros|–"),
        rows(PipelineTable.of(pipeline)));
    assertEquals(
        List.of(
            "Resize|–|the shorter side to 256 pixels, bilinear",
            "Crop and resize|8 to 100 % of the picture at a random place, 0.75 to 1.333 times as"
                + " wide as high, to 224×224|224×224 from the centre",
            "Numbers|0 to 255, red, green, blue",
            "Normalisation|less the mean image of the training images, its centre"),
        rows(
            PipelineTable.of(
                InputPipeline.paper().training(List.of(Augment.randomResizedCrop(224))))));
    assertEquals(
        List.of(
            "Resize|the shorter side to 24 pixels, bilinear",
            "Crop|24×24 from the centre",
            "Numbers|0 to 1, red, green, blue",
            "Normalisation|none"),
        rows(PipelineTable.of(InputPipeline.plain(Shape.image(3, 24, 24)))));
  }

  private static List<String> rows(String html) {
    return Pattern.compile("<tr><th scope=\"row\">(.*?)</td></tr>")
        .matcher(html)
        .results()
        .map(row -> row.group(1).replaceAll("</th><td[^>]*>|</td><td>", "|"))
        .toList();
  }

  @Test
  void needsNoOtherFile() {
    try (TrainingResult result = TinyRun.trainer(1).fit()) {
      String html = Report.of(result).evaluate(TinyRun.validation()).html();
      assertFalse(
          html.matches("(?s).*(src|href|action)=\"(?!#|data:)[^\"]*\".*"), "an address elsewhere");
      assertFalse(html.contains("<script"), "a script");
      assertTrue(html.contains(Asset.STYLE.source()), "the policy allows the style");
      assertTrue(html.contains("tiny &lt;net&gt;") && !html.contains("<net>"), "names are text");
    }
  }

  @Test
  void namesFromOutsideAreText() {
    Dataset named =
        new ForwardingDataset(TinyRun.validation()) {
          @Override
          public String name(int index) {
            return "<img src=x onerror=alert(1)>" + index;
          }
        };
    try (TrainingResult result = TinyRun.trainer(1).fit()) {
      String html = Report.of(result).title("</title><script>").evaluate(named).html();
      assertFalse(html.contains("<img src=x") || html.contains("<script>"), "markup in a name");
      assertTrue(html.contains("&lt;img src=x onerror=alert(1)&gt;"), "the name is there");
    }
  }

  @Test
  void aCheckpointIsEnough(@TempDir Path folder) throws IOException {
    List<EpochReport> history;
    Path checkpoint;
    try (TrainingResult result = TinyRun.trainer(2).checkpoints(folder).fit()) {
      history = result.history();
      checkpoint = result.checkpoint().orElseThrow();
    }
    String without = Report.ofCheckpoint(checkpoint).html();
    for (EpochReport epoch : history) {
      String loss = String.format(Locale.ROOT, "<td>%.4f</td>", epoch.trainLoss());
      assertTrue(without.contains(loss), loss);
    }
    assertTrue(without.contains("<dt>Seed</dt><dd>1</dd>"), "provenance");
    assertFalse(without.contains("aria-label=\"Throughput\""), "a checkpoint keeps no speed");
    assertFalse(without.contains("id=\"classes\""), "nothing was evaluated");

    EpochReport last = history.getLast();
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        String.format(
            Locale.ROOT,
            "{\"event\":\"epoch\",\"epoch\":%d,\"step\":%d,\"imagesPerSecond\":321,"
                + "\"waitShare\":0.25}%n",
            last.epoch(),
            last.step()));
    Report report = Report.ofCheckpoint(checkpoint).evaluate(TinyRun.validation());
    String html = report.html();
    assertTile(html, "Training", "321");
    assertTile(html, "Top-1", percent(last.validation().orElseThrow().top1()));
  }

  @Test
  void aSavedClassifierHasNoCurves(@TempDir Path folder) {
    Path saved = folder.resolve("saved");
    try (TrainingResult result = TinyRun.trainer(1).fit()) {
      result.classifier().save(saved);
    }
    assertEquals(List.of(), EpochReport.history(saved));
    String html = Report.ofCheckpoint(saved).evaluate(TinyRun.validation()).html();
    assertFalse(html.contains("id=\"curves\""), "curves");
    assertTrue(html.contains("id=\"calibration\""), "an evaluation");
    try (Classifier classifier = Classifier.load(saved)) {
      assertTrue(Report.of(classifier).html().contains("of the process that wrote the report"));
    }
  }

  @Test
  void badInputIsRefused(@TempDir Path folder) {
    assertThrows(CheckpointException.class, () -> Report.ofCheckpoint(folder));
    Dataset other =
        InMemoryDataset.of(
            List.of(TinyRun.validation().image(0)), new int[] {0}, List.of("one", "two"));
    try (TrainingResult result = TinyRun.trainer(1).fit()) {
      assertThrows(DataException.class, () -> Report.of(result).evaluate(other));
    }
  }

  private static void assertTile(String html, String name, String value) {
    String tile = "<dt>" + name + "</dt><dd>" + value;
    assertTrue(html.contains(tile), () -> tile + " is not among " + tiles(html));
  }

  private static List<String> tiles(String html) {
    return Pattern.compile("<dt>[^/]*</dt><dd>[^<]*")
        .matcher(html)
        .results()
        .map(match -> match.group())
        .toList();
  }

  private static long count(String html, String text) {
    return Pattern.compile(Pattern.quote(text)).matcher(html).results().count();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }
}
