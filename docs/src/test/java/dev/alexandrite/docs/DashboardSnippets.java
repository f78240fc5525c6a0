package dev.alexandrite.docs;

import dev.alexandrite.checkpoint.Checkpoint;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.page.Dashboard;
import dev.alexandrite.observe.report.Report;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import dev.alexandrite.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The code of the pages about the live page and the report, see {@link Snippets}. */
final class DashboardSnippets {
  private DashboardSnippets() {}

  static void watch(Trainer trainer) {
    // snippet: watchRun
    try (Dashboard page = Dashboard.on(8080)) { // or 0 for any port that is free
      System.out.println(page.address()); // http://127.0.0.1:8080/?token=...
      trainer.checkpoints(Path.of("runs/002")).listener(page).fit();
    }
    // end
  }

  static void earlier(Trainer trainer) {
    // snippet: watchBesideEarlierRuns
    Dashboard page =
        Dashboard.on(0)
            .earlierRuns(Path.of("runs")) // every runs/*/metrics.jsonl
            .samples(12) // validation images with predictions; 0 for none
            .linger(Duration.ofHours(1)); // after the last run
    // end
    trainer.listener(page);
  }

  static void several(Trainer slow, Trainer fast) {
    // snippet: watchSeveralRuns
    try (Dashboard page = Dashboard.on(0)) {
      TrainingRun one = slow.listener(page.listenerFor("rate 0.001")).fitAsync();
      TrainingRun other = fast.listener(page.listenerFor("rate 0.01")).fitAsync();
      one.join().close();
      other.join().close();
    }
    // end
  }

  static void report(Trainer trainer, Dataset validation) throws IOException {
    // snippet: reportResult
    try (TrainingResult result = trainer.fit()) {
      Report.of(result).evaluate(validation).write(Path.of("report.html"));
    }
    // end
  }

  static void reportCheckpoint(Dataset test) throws IOException {
    // snippet: reportCheckpoint
    Report.ofCheckpoint(Path.of("runs/002/step-00000504"))
        .evaluate(test)
        .title("Shapes, second run")
        .write(Path.of("report.html"));
    // end
  }

  static void reportRun(Path run, Dataset test) throws IOException {
    // snippet: reportRun
    Checkpoint last = Checkpoint.latest(run).orElseThrow();
    Checkpoint best = Checkpoint.best(run).orElse(last);
    try (Classifier classifier = Classifier.load(best.path())) {
      Report.ofCheckpoint(best.path(), classifier)
          .curvesOf(last)
          .evaluate(test)
          .write(Path.of("report.html"));
    }
    // end
  }

  static void reportClassifier(Classifier classifier, Dataset test) throws IOException {
    // snippet: reportClassifier
    Report.of(classifier).evaluate(test).write(Path.of("report.html"));
    // end
  }
}
