package dev.alexandrite.docs;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.PredictedValue;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.classify.Predictions;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.data.Image;
import dev.alexandrite.data.ImageTable;
import dev.alexandrite.data.InMemoryDataset;
import dev.alexandrite.data.Split;
import dev.alexandrite.data.Task;
import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.evaluate.LabelMeasures;
import dev.alexandrite.evaluate.ValueMeasures;
import dev.alexandrite.model.AlexNet;
import dev.alexandrite.train.EarlyStop;
import dev.alexandrite.train.Monitor;
import dev.alexandrite.train.Trainer;
import java.nio.file.Path;
import java.util.List;

/** The code of the page about several labels and values, see {@link Snippets}. */
final class TargetsSnippets {
  private TargetsSnippets() {}

  static Trainer labels(Path checkpoints) {
    // snippet: labels
    ImageTable street = ImageTable.multiLabel(Path.of("street/labels.csv"));
    Split split = street.split(0.2, 1);
    Trainer trainer =
        Trainer.of(AlexNet.torchvision().classes(street.classNames().size()).build())
            .data(split)
            .positiveWeights(1, 3, 10) // one a label: rare ones weigh more
            .earlyStop(EarlyStop.of(5).monitor(Monitor.macroF1()))
            .checkpoints(checkpoints);
    // end
    return trainer;
  }

  static Trainer values() {
    // snippet: values
    ImageTable places = ImageTable.regression(Path.of("places.csv")); // image,x,y
    Trainer trainer =
        Trainer.of(AlexNet.torchvision().classes(2).build()).data(places.split(0.2, 1));
    // end
    return trainer;
  }

  static Dataset memory(List<Image> pictures, float[][] ages) {
    // snippet: memory
    Dataset people = InMemoryDataset.regression(pictures, ages, List.of("age"));
    // end
    return people;
  }

  static void answers(Path checkpoint, Path picture) {
    // snippet: answers
    ClassifierOptions options = ClassifierOptions.defaults().thresholds(0.5, 0.4, 0.3);
    try (Classifier classifier = Classifier.load(checkpoint, options)) {
      Predictions answer = classifier.classify(picture);
      for (Prediction found : answer.labels()) {
        System.out.println(found.label() + " " + found.probability());
      }
    }
    // end
  }

  static void numbers(Classifier classifier, Path picture) {
    // snippet: numbers
    if (classifier.task() == Task.REGRESSION) {
      for (PredictedValue value : classifier.classify(picture).values()) {
        System.out.println(value.name() + " " + value.value());
      }
    }
    // end
  }

  static double measures(Classifier classifier, Dataset held) {
    // snippet: measures
    EvaluationReport report = classifier.evaluate(held);
    LabelMeasures labels = report.labels().orElseThrow();
    System.out.print(labels.table()); // precision, recall, F1 and average precision of each label
    LabelMeasures.OfLabel first = labels.labels().getFirst();
    double score = labels.meanAveragePrecision() + first.f1() + labels.exactMatch();
    // end
    return score;
  }

  static double errors(Classifier classifier, Dataset held) {
    // snippet: errors
    ValueMeasures values = classifier.evaluate(held).values().orElseThrow();
    ValueMeasures.OfValue x = values.values().getFirst();
    double score = x.meanAbsoluteError() + x.meanSquaredError() + values.r2();
    // end
    return score;
  }
}
