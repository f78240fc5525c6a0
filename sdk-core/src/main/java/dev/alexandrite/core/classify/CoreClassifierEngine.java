package dev.alexandrite.core.classify;

import dev.alexandrite.classify.Classifier;
import dev.alexandrite.classify.ClassifierConfig;
import dev.alexandrite.classify.ClassifierEngine;
import dev.alexandrite.classify.ClassifierOptions;
import java.io.InputStream;
import java.nio.file.Path;

/** Loads classifiers for the api. */
public final class CoreClassifierEngine implements ClassifierEngine {
  /** Does nothing, as the service loader expects. */
  public CoreClassifierEngine() {}

  @Override
  public Classifier load(Path checkpoint, ClassifierOptions options) {
    return ClassifierFactory.load(checkpoint, options);
  }

  @Override
  public Classifier load(String name, InputStream archive, ClassifierOptions options) {
    return ClassifierFactory.load(name, archive, options);
  }

  @Override
  public Classifier create(ClassifierConfig config) {
    return ClassifierFactory.create(config);
  }
}
