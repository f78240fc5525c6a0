package dev.alexandrite.benchmarks;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.classify.Prediction;
import dev.alexandrite.data.Image;
import java.nio.file.Path;
import java.util.Arrays;

/** Loads a checkpoint and classifies one picture. */
final class AlexandriteFirstPrediction {
  private static final int PIXELS = 256;

  private AlexandriteFirstPrediction() {}

  public static void main(String... arguments) {
    byte[] grey = new byte[3 * PIXELS * PIXELS];
    Arrays.fill(grey, (byte) 100);
    ClassifierOptions options =
        ClassifierOptions.defaults().threads(Integer.parseInt(arguments[1]));
    try (Classifier classifier = Classifier.load(Path.of(arguments[0]), options)) {
      Prediction best = classifier.classify(new Image(PIXELS, PIXELS, grey)).best();
      System.out.println(FirstPrediction.line(best.classIndex(), best.probability()));
    }
  }
}
