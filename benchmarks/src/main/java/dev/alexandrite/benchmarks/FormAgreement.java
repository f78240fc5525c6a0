package dev.alexandrite.benchmarks;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.ImageFolder;
import dev.alexandrite.tensor.WeightForm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What smaller weights do to the answers of a trained network. */
final class FormAgreement {
  private FormAgreement() {}

  /** A line a form: accuracy, and how often the first class is that of float32 weights. */
  static List<String> measure(Path checkpoint, Path photographs, Settings settings) {
    var data = ImageFolder.of(photographs);
    List<String> lines = new ArrayList<>();
    int @Nullable [] reference = null;
    for (WeightForm form : WeightForm.values()) {
      ClassifierOptions options =
          ClassifierOptions.defaults().backend("cpu").threads(settings.threads()).weights(form);
      int[] answers = new int[data.size()];
      int right = 0;
      try (Classifier classifier = Classifier.load(checkpoint, options)) {
        if (!classifier.classNames().equals(data.classNames())) {
          throw new IllegalArgumentException(
              "the network knows the classes "
                  + classifier.classNames()
                  + ", the folder "
                  + photographs
                  + " has "
                  + data.classNames());
        }
        for (int i = 0; i < answers.length; i++) {
          String best = classifier.classify(data.image(i)).top(1).getFirst().label();
          answers[i] = classifier.classNames().indexOf(best);
          right += answers[i] == data.label(i) ? 1 : 0;
        }
      }
      reference = reference == null ? answers : reference;
      lines.add(
          Text.format(
              "FORM %-8s top1 %.1f %% agrees with FLOAT32 on %.1f %% of %d images",
              form,
              100.0 * right / answers.length,
              100.0 * agreeing(reference, answers) / answers.length,
              answers.length));
    }
    return lines;
  }

  private static int agreeing(int[] reference, int[] answers) {
    int same = 0;
    for (int i = 0; i < answers.length; i++) {
      same += reference[i] == answers[i] ? 1 : 0;
    }
    return same;
  }
}
