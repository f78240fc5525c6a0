package dev.alexandrite.classify;

import java.io.InputStream;
import java.nio.file.Path;

/** The engine behind {@link Classifier}. */
public interface ClassifierEngine {
  /**
   * Loads a classifier.
   *
   * @param checkpoint the folder of one checkpoint, or its archive
   * @param options how it computes
   * @return the classifier, closed by the caller
   */
  Classifier load(Path checkpoint, ClassifierOptions options);

  /**
   * Loads a classifier from the stream of an archive.
   *
   * @param name what to call it in messages
   * @param archive the archive from its beginning, left open
   * @param options how it computes
   * @return the classifier, closed by the caller
   */
  Classifier load(String name, InputStream archive, ClassifierOptions options);

  /**
   * Makes a classifier of a model and weights.
   *
   * @param config everything it is made of, checked
   * @return the classifier, closed by the caller
   */
  Classifier create(ClassifierConfig config);
}
