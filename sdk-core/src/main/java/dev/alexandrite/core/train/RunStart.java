package dev.alexandrite.core.train;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.core.augment.StatisticsCollector;
import dev.alexandrite.core.checkpoint.CheckpointFolder;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.CheckpointWriter;
import dev.alexandrite.core.checkpoint.Manifest;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.ResumeCheck;
import dev.alexandrite.core.classify.WeightLoader;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.Network;
import dev.alexandrite.spi.TensorSpec;
import dev.alexandrite.train.CheckpointPolicy;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a run begins with, beside the values of its tensors: its counters and its statistics. */
record RunStart(Progress progress, DataStatistics statistics) {
  /** Fills the tensors from the latest checkpoint if the run is to be resumed, else afresh. */
  static RunStart prepare(
      TrainingConfig config,
      RunManifest manifest,
      Dataset training,
      NamedTensors tensors,
      TrainingListener listeners,
      BooleanSupplier cancelled)
      throws InterruptedException {
    Optional<Path> checkpoint = checkpoint(config.checkpoints());
    return checkpoint.isPresent()
        ? resumed(config, checkpoint.get(), manifest, tensors, listeners)
        : fresh(config, manifest, training, tensors, cancelled);
  }

  private static Optional<Path> checkpoint(@Nullable CheckpointPolicy policy) {
    return policy == null || !policy.resume()
        ? Optional.empty()
        : new CheckpointFolder(policy.directory()).latest();
  }

  private static RunStart resumed(
      TrainingConfig config,
      Path checkpoint,
      RunManifest manifest,
      NamedTensors tensors,
      TrainingListener listeners) {
    CheckpointReader reader = new CheckpointReader(checkpoint);
    Manifest saved = reader.manifest();
    Progress progress = new Progress(config, saved.state());
    Manifest now = manifest.at(progress.toState());
    ResumeCheck.requireSameRun(checkpoint, saved, now);
    ResumeCheck.unchecked(saved, now).ifPresent(listeners::onWarning);
    return new RunStart(progress, StateRestorer.restore(checkpoint, reader, tensors));
  }

  private static RunStart fresh(
      TrainingConfig config,
      RunManifest manifest,
      Dataset training,
      NamedTensors tensors,
      BooleanSupplier cancelled)
      throws InterruptedException {
    Progress progress = new Progress(config);
    if (config.checkpoints() != null) {
      CheckpointWriter.requireWritable(manifest.at(progress.toState()));
    }
    Network network = config.model().network();
    InitialValues.fill(tensors, network, config.seed());
    Path weights = config.initialWeights();
    if (weights != null) {
      load(weights, network, tensors);
    }
    InitialValues.startAverages(tensors);
    DataStatistics statistics =
        StatisticsCollector.collect(
            training, config.model().pipeline(), config.execution().loaderThreads(), cancelled);
    return new RunStart(progress, statistics);
  }

  private static void load(Path checkpoint, Network network, NamedTensors tensors) {
    Set<String> names = new HashSet<>();
    network.parameters().forEach(parameter -> names.add(parameter.name()));
    network.state().forEach(state -> names.add(state.name()));
    List<TensorSpec> wanted =
        tensors.tensors().stream().filter(tensor -> names.contains(tensor.name())).toList();
    WeightLoader loader = new WeightLoader(checkpoint.toString(), tensors, wanted);
    new CheckpointReader(checkpoint).weights(loader);
    loader.finish();
  }
}
