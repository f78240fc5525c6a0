/**
 * What an application writes against: models as immutable records, data sets, augmentation,
 * training, evaluation and classification, and the service interfaces under {@code spi}.
 */
module dev.alexandrite.api {
  // Transitive, since Classifier.classify(BufferedImage) takes the JDK's own picture.
  requires transitive java.desktop;
  requires static transitive org.jspecify;

  exports dev.alexandrite;
  exports dev.alexandrite.tensor;
  exports dev.alexandrite.data;
  exports dev.alexandrite.augment;
  exports dev.alexandrite.model;
  exports dev.alexandrite.train;
  exports dev.alexandrite.checkpoint;
  exports dev.alexandrite.evaluate;
  exports dev.alexandrite.classify;
  exports dev.alexandrite.spi;

  uses dev.alexandrite.DiagnosticsEngine;
  uses dev.alexandrite.RoofEngine;
  uses dev.alexandrite.data.DataEngine;
  uses dev.alexandrite.checkpoint.CheckpointEngine;
  uses dev.alexandrite.classify.ClassifierEngine;
  uses dev.alexandrite.train.TrainingEngine;
  uses dev.alexandrite.spi.BackendProvider;
}
