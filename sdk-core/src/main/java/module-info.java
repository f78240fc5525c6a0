/**
 * The engine behind the api: planning, the training loop, readers and writers, and the scalar
 * reference backend.
 *
 * <p>Nothing is exported but to the modules interop, observe and cli: JSON, how weights are written
 * and transferred, and networks whose operators are timed. The api reaches the engine through a
 * door in each of its packages, such as {@code dev.alexandrite.train.TrainingEngine}, so everything
 * here may change between releases.
 */
@SuppressWarnings("module") // the modules that it is exported to are built later
module dev.alexandrite.core {
  requires dev.alexandrite.api;
  requires com.google.common;
  requires static org.jspecify;

  exports dev.alexandrite.core.checkpoint to
      dev.alexandrite.interop;
  exports dev.alexandrite.core.json to
      dev.alexandrite.cli,
      dev.alexandrite.interop,
      dev.alexandrite.observe;
  exports dev.alexandrite.core.profile to
      dev.alexandrite.observe;
  exports dev.alexandrite.core.weights to
      dev.alexandrite.interop;

  uses dev.alexandrite.spi.BackendProvider;

  provides dev.alexandrite.DiagnosticsEngine with
      dev.alexandrite.core.CoreDiagnosticsEngine;
  provides dev.alexandrite.data.DataEngine with
      dev.alexandrite.core.data.CoreDataEngine;
  provides dev.alexandrite.checkpoint.CheckpointEngine with
      dev.alexandrite.core.checkpoint.CoreCheckpointEngine;
  provides dev.alexandrite.classify.ClassifierEngine with
      dev.alexandrite.core.classify.CoreClassifierEngine;
  provides dev.alexandrite.train.TrainingEngine with
      dev.alexandrite.core.train.CoreTrainingEngine;
  provides dev.alexandrite.spi.BackendProvider with
      dev.alexandrite.core.reference.ScalarBackendProvider;
}
