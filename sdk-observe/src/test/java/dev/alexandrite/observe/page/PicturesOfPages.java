package dev.alexandrite.observe.page;

import dev.alexandrite.data.CachedDataset;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.DrawnShapes;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.observe.picture.Pictures;
import dev.alexandrite.observe.report.Report;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Schedules;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.StepReport;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingListener;
import dev.alexandrite.train.TrainingResult;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the pictures of page and report in {@code docs/pictures}, where {@code
 * -Dalexandrite.pictures=FOLDER} asks for it; see {@code docs/dashboard.md}.
 */
class PicturesOfPages {
  private static final String FOLDER = System.getProperty("alexandrite.pictures", "");
  private static final int EPOCHS = 6;

  /** After an epoch, since filters and samples may take a fiftieth of the time. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private static final String PAGE = System.getProperty("alexandrite.pictures.page", "");

  @Test
  @Tag("slow")
  void take(@TempDir Path runs) throws IOException {
    Assumptions.assumeTrue(!FOLDER.isEmpty(), "no pictures asked for by -Dalexandrite.pictures");
    Dataset data = CachedDataset.memory(DrawnShapes.of(1200, 32, 1), 64L << 20);
    Dataset validation = CachedDataset.memory(DrawnShapes.of(300, 32, 7), 64L << 20);
    Path earlier = Files.createDirectories(runs.resolve("001")).resolve("metrics.jsonl");
    trainer(data, validation, 0.006).listener(new Notes(earlier)).fit().close();

    try (Browser browser = Browser.start();
        Dashboard dashboard = Dashboard.on(0).earlierRuns(runs)) {
      long began = System.nanoTime();
      TrainingListener photographer =
          new TrainingListener() {
            @Override
            public void onStep(StepReport step) {
              if (step.epoch() == EPOCHS - 1 && step.batch() == 10) {
                pictures(browser, dashboard.address(), "dashboard", 2430, 3000);
              }
            }

            @Override
            public void onEpoch(EpochReport epoch) {
              try {
                Thread.sleep(PAUSE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          };
      try (TrainingResult result =
          trainer(data, validation, 0.015)
              .checkpoints(runs.resolve("002"))
              .listener(dashboard)
              .listener(photographer)
              .fit()) {
        Path file = runs.resolve("report.html");
        Report.of(result)
            .evaluate(validation)
            .trainingTime(Duration.ofNanos(System.nanoTime() - began))
            .write(file);
        pictures(browser, file.toUri(), "report", 3200, 3600);
      }
    }
  }

  /**
   * Of a page that lies in a file, such as that of {@code examples/run LookAtData}, which {@code
   * -Dalexandrite.pictures.page=FILE} names; see {@code docs/look.md}.
   */
  @Test
  @Tag("slow")
  void takeFile() throws IOException {
    Assumptions.assumeTrue(
        !FOLDER.isEmpty() && !PAGE.isEmpty(), "no page named by -Dalexandrite.pictures.page");
    Path page = Path.of(PAGE).toAbsolutePath();
    String name = page.getFileName().toString().replace(".html", "");
    try (Browser browser = Browser.start()) {
      pictures(browser, page.toUri(), name, 1340, 1700);
    }
  }

  private static Trainer trainer(Dataset data, Dataset validation, double rate) {
    return Trainer.of(AlexNet.tiny().classes(10).build())
        .data(data)
        .validation(validation)
        .epochs(EPOCHS)
        .batchSize(16)
        .optimizer(Sgd.paper(rate).momentum(0.9).weightDecay(5e-4))
        .schedule(Schedules.cosine())
        .seed(1);
  }

  private static void pictures(Browser browser, URI page, String name, int wide, int narrow) {
    try {
      browser.open(page);
      for (String scheme : List.of("light", "dark")) {
        browser.scheme(scheme);
        picture(browser, name + "-1280-" + scheme, 1280, wide);
        picture(browser, name + "-390-" + scheme, 390, narrow);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void picture(Browser browser, String name, int width, int height)
      throws IOException {
    browser.size(width, 900);
    browser.await("true");
    Path folder = Files.createDirectories(Path.of(FOLDER));
    BufferedImage picture =
        ImageIO.read(new ByteArrayInputStream(browser.screenshot(width, height)));
    Pictures.write(Palette.reduce(picture), folder.resolve(name + ".png"));
  }

  /** Writes what the page reads of earlier runs. */
  private static final class Notes implements TrainingListener {
    private final StringBuilder lines = new StringBuilder();
    private final Path file;

    Notes(Path file) {
      this.file = file;
    }

    @Override
    public void onStep(StepReport step) {
      if (step.step() % 5 == 0) {
        lines.append(
            String.format(
                Locale.ROOT,
                "{\"event\":\"step\",\"step\":%d,\"epoch\":%d,\"loss\":%f,\"learningRate\":%f,"
                    + "\"imagesPerSecond\":%f,\"waitShare\":%f}%n",
                step.step(),
                step.epoch(),
                step.loss(),
                step.learningRate(),
                step.imagesPerSecond(),
                step.waitShare()));
      }
    }

    @Override
    public void onEpoch(EpochReport epoch) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"event\":\"epoch\",\"epoch\":%d,\"step\":%d,\"trainLoss\":%f,\"top1\":%f,"
                  + "\"top5\":%f,\"validationLoss\":%f,\"learningRate\":%f}%n",
              epoch.epoch(),
              epoch.step(),
              epoch.trainLoss(),
              epoch.validation().orElseThrow().top1(),
              epoch.validation().orElseThrow().top5(),
              epoch.validation().orElseThrow().loss(),
              epoch.learningRate()));
      try {
        Files.writeString(file, lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
