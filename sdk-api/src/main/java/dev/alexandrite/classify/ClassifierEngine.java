package dev.alexandrite.classify;

import java.nio.file.Path;

/** The engine behind {@link Classifier}. */
public interface ClassifierEngine {
  /**
   * Loads a classifier.
   *
   * @param checkpoint the folder of one checkpoint
   * @param options how it computes
   * @return the classifier, closed by the caller
   */
  Classifier load(Path checkpoint, ClassifierOptions options);

  /**
   * Makes a classifier of a model and weights.
   *
   * @param config everything it is made of, checked
   * @return the classifier, closed by the caller
   */
  Classifier create(ClassifierConfig config);
}
