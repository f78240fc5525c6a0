package dev.alexandrite.core.train;

import dev.alexandrite.checkpoint.Provenance;
import dev.alexandrite.core.checkpoint.CurrentProvenance;
import dev.alexandrite.core.checkpoint.Manifest;
import dev.alexandrite.core.checkpoint.ModelOrigin;
import dev.alexandrite.core.checkpoint.NetworkForm;
import dev.alexandrite.core.checkpoint.ResumeCheck;
import dev.alexandrite.core.checkpoint.RunSettings;
import dev.alexandrite.core.checkpoint.SavedManifest;
import dev.alexandrite.core.checkpoint.TrainingState;
import dev.alexandrite.core.classify.ServedModel;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.Node;
import dev.alexandrite.spi.Backend;
import dev.alexandrite.train.Execution;
import dev.alexandrite.train.Parallelism;
import dev.alexandrite.train.TrainingConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The manifest of a run: all but the counters is known before the first step. */
final class RunManifest {
  private final TrainingConfig config;
  private final NetworkForm network;
  private final RunSettings settings;
  private final Provenance provenance;

  RunManifest(TrainingConfig config, Backend backend, Optional<String> pixelSample) {
    this.config = config;
    this.settings = RunSettings.of(config, pixelSample);
    this.network = NetworkForm.of(config.model().network());
    this.provenance =
        CurrentProvenance.of(
            backend, planVersion(config, backend), config.data().fingerprint(), config.seed());
  }

  /** With what else the order of sums depends on, so that no run is resumed in another order. */
  private static String planVersion(TrainingConfig config, Backend backend) {
    Execution execution = config.execution();
    int devices = execution.devices().count();
    Parallelism scheme = execution.parallelism();
    boolean sameBits =
        scheme == Parallelism.DATA
            && backend.sumsByBatchTree()
            && !addsGradientsOfUsers(config.model().network())
            && !normalisesByDevice(config);
    String divided = devices == 1 || sameBits ? "" : " " + scheme + "(" + devices + ")";
    String averaged = config.updates().averageDecay() > 0 ? ResumeCheck.CORRECTED_AVERAGES : "";
    return backend.planVersion() + divided + averaged;
  }

  /** Whether a layer learns statistics, which a device takes from its own examples. */
  static boolean normalisesByDevice(TrainingConfig config) {
    return config.execution().devices().count() > 1
        && config.execution().parallelism() != Parallelism.TOWERS
        && config.model().network().state().stream()
            .anyMatch(tensor -> !config.updates().frozen().contains(tensor.layer()));
  }

  /**
   * Whether a parameter has several users: a device adds up what they contribute of its own rows
   * before the devices' sums are added, one device after its rows are.
   */
  private static boolean addsGradientsOfUsers(Network network) {
    Set<String> parameters = new HashSet<>();
    Set<String> read = new HashSet<>();
    for (Node node : network.nodes()) {
      if (node.layer().isSource()) {
        parameters.add(node.name());
      }
      if (!node.ownsParameters()
          || node.inputs().stream()
              .anyMatch(name -> parameters.contains(name) && !read.add(name))) {
        return true;
      }
    }
    return false;
  }

  /** What a classifier of the run says of itself. */
  ModelOrigin origin(SavedManifest.Counters counters) {
    return new ModelOrigin(counters, provenance);
  }

  Manifest at(TrainingState state) {
    return new Manifest(
        network,
        config.model().pipeline(),
        config.data().classNames(),
        state,
        settings,
        provenance,
        List.of(),
        ServedModel.saved(config.data().task()));
  }
}
