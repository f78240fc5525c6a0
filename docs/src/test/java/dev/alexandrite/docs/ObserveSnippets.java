package dev.alexandrite.docs;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.observe.CsvLog;
import dev.alexandrite.observe.FlightEvents;
import dev.alexandrite.observe.JsonLines;
import dev.alexandrite.observe.ProgressBar;
import dev.alexandrite.observe.micrometer.ClassifierMeters;
import dev.alexandrite.observe.micrometer.TrainingMeters;
import dev.alexandrite.observe.tensorboard.TensorBoard;
import dev.alexandrite.train.Trainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.nio.file.Path;
import java.time.Duration;

/** The code of the page about listeners, see {@link Snippets}. */
final class ObserveSnippets {
  private ObserveSnippets() {}

  static void progress(Trainer trainer) {
    // snippet: progressBar
    trainer.listener(ProgressBar.on(System.out));
    // end
  }

  static void records(Trainer trainer, Path run) {
    // snippet: recordRun
    trainer
        .checkpoints(run)
        .listener(JsonLines.to(run.resolve("metrics.jsonl")).interval(Duration.ofSeconds(5)))
        .listener(CsvLog.to(run.resolve("epochs.csv")));
    // end
  }

  static void tensorBoard(Trainer trainer, Dataset validation) {
    // snippet: tensorBoard
    trainer.listener(
        TensorBoard.to(Path.of("boards/first")).samples(validation, 8).layers("conv5", "fc8"));
    // end
  }

  static void flight(Trainer trainer) {
    // snippet: flightEvents
    trainer.listener(new FlightEvents());
    // end
  }

  static Classifier meters(Trainer trainer, Classifier classifier, MeterRegistry registry) {
    // snippet: meters
    trainer.listener(TrainingMeters.of(registry, Tag.of("run", "first")));
    Classifier metered = ClassifierMeters.of(classifier, registry, Tag.of("model", "flowers"));
    // end
    return metered;
  }
}
