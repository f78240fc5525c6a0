package dev.alexandrite.core.train;

import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.core.checkpoint.CurrentProvenance;
import dev.alexandrite.core.checkpoint.Manifest;
import dev.alexandrite.core.checkpoint.ModelOrigin;
import dev.alexandrite.core.checkpoint.NetworkForm;
import dev.alexandrite.core.checkpoint.RunSettings;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.TrainingState;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.TrainingConfig;
import java.util.List;

/** The manifest of a run: all but the counters is known before the first step. */
final class RunManifest {
  private final TrainingConfig config;
  private final NetworkForm network;
  private final Provenance provenance;

  RunManifest(TrainingConfig config, Backend backend) {
    this.config = config;
    this.network = NetworkForm.of(config.model().network());
    this.provenance =
        CurrentProvenance.of(
            backend,
            planVersion(config.execution(), backend),
            config.data().fingerprint(),
            config.seed());
  }

  /** With what else the order of sums depends on, so that no run is resumed in another order. */
  private static String planVersion(Execution execution, Backend backend) {
    int devices = execution.devices().count();
    Parallelism scheme = execution.parallelism();
    boolean sameBits = scheme == Parallelism.DATA && backend.sumsByBatchTree();
    return devices == 1 || sameBits
        ? backend.planVersion()
        : backend.planVersion() + " " + scheme + "(" + devices + ")";
  }

  /** What a classifier of the run says of itself. */
  ModelOrigin origin(Progress progress) {
    return new ModelOrigin(
        new SavedManifest.Counters(progress.epoch(), progress.step()), provenance);
  }

  Manifest at(TrainingState state) {
    return new Manifest(
        network,
        config.model().pipeline(),
        config.data().classNames(),
        state,
        RunSettings.of(config),
        provenance,
        List.of());
  }
}
