package dev.alexandrite.cpu.run;

import dev.alexandrite.BackendException;
import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierOptions;
import dev.alexandrite.data.DrawnShapes;
import java.nio.file.Path;

/** A program that loads a checkpoint and classifies, or prints why it cannot. */
final class ClassifierHeapFixture {
  static final String DONE = "DONE ";
  static final String REFUSED = "REFUSED ";

  private ClassifierHeapFixture() {}

  public static void main(String[] arguments) {
    ClassifierOptions options =
        ClassifierOptions.defaults().backend("cpu").maxConcurrent(Integer.parseInt(arguments[1]));
    try (Classifier classifier = Classifier.load(Path.of(arguments[0]), options)) {
      System.out.println(DONE + classifier.classify(DrawnShapes.of(10, 32, 1).image(0)).best());
    } catch (BackendException e) {
      System.out.println(REFUSED + e.getMessage());
    }
  }
}
