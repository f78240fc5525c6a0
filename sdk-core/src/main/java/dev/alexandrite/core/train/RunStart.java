package dev.alexandrite.core.train;

import dev.alexandrite.augment.DataStatistics;
import dev.alexandrite.checkpoint.WeightReport;
import dev.alexandrite.checkpoint.WeightRule;
import dev.alexandrite.core.augment.StatisticsCollector;
import dev.alexandrite.core.checkpoint.CheckpointReader;
import dev.alexandrite.core.checkpoint.CheckpointWriter;
import dev.alexandrite.core.checkpoint.Manifest;
import dev.alexandrite.core.checkpoint.NamedTensors;
import dev.alexandrite.core.checkpoint.ResumeCheck;
import dev.alexandrite.core.checkpoint.ResumeDoubts;
import dev.alexandrite.core.checkpoint.RunFolder;
import dev.alexandrite.core.checkpoint.WeightTransfer;
import dev.alexandrite.data.Dataset;
import dev.alexandrite.model.Network;
import dev.alexandrite.model.ParameterSpec;
import dev.alexandrite.tensor.TensorRole;
import dev.alexandrite.train.InitialWeights;
import dev.alexandrite.train.TrainingConfig;
import dev.alexandrite.train.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run begins with, beside the values of its tensors: its counters, its statistics, and what
 * became of the weights that it was given.
 */
record RunStart(
    Progress progress,
    DataStatistics statistics,
    Optional<WeightReport> initialWeights,
    Optional<Path> resumedFrom) {
  /** Fills the tensors from the newest good checkpoint if the run is to be resumed, else afresh. */
  static RunStart prepare(
      TrainingConfig config,
      @Nullable RunFolder folder,
      RunManifest manifest,
      Dataset training,
      NamedTensors tensors,
      TrainingListener listeners,
      BooleanSupplier cancelled) {
    Optional<RunStart> resumed =
        folder == null
            ? Optional.empty()
            : folder.newestGood(
                checkpoint -> resumed(config, checkpoint, manifest, tensors, listeners));
    return resumed.isPresent()
        ? resumed.get()
        : fresh(config, manifest, training, tensors, cancelled);
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
    DataStatistics statistics = StateRestorer.restore(checkpoint, reader, tensors);
    ResumeDoubts.of(saved, now).forEach(listeners::onWarning);
    ResumeCheck.otherAverages(saved, now).ifPresent(listeners::onWarning);
    return new RunStart(progress, statistics, Optional.empty(), Optional.of(checkpoint));
  }

  private static RunStart fresh(
      TrainingConfig config,
      RunManifest manifest,
      Dataset training,
      NamedTensors tensors,
      BooleanSupplier cancelled) {
    Progress progress = new Progress(config);
    if (config.checkpoints() != null) {
      CheckpointWriter.requireWritable(manifest.at(progress.toState()));
    }
    Network network = config.model().network();
    InitialValues.fill(tensors, network, config.seed());
    Optional<WeightReport> report =
        Optional.ofNullable(config.initialWeights()).map(given -> take(given, network, tensors));
    if (config.initialMomentum() != null) {
      takeMomentum(config.initialMomentum(), config, tensors);
    }
    InitialValues.startAverages(tensors);
    DataStatistics statistics =
        StatisticsCollector.collect(
            training, config.model().pipeline(), config.execution().loaderThreads(), cancelled);
    return new RunStart(progress, statistics, report, Optional.empty());
  }

  private static WeightReport take(InitialWeights given, Network network, NamedTensors tensors) {
    WeightReport report = WeightReport.of(network, given.source(), given.rule());
    report.requireFit();
    WeightTransfer.run(report, given.source(), tensors);
    return report;
  }

  /** A parameter that is frozen needs none, and may have some. */
  private static void takeMomentum(
      InitialWeights given, TrainingConfig config, NamedTensors tensors) {
    Network network = config.model().network();
    Set<String> untrained =
        network.parameters().stream()
            .filter(parameter -> config.updates().frozen().contains(parameter.layer()))
            .map(ParameterSpec::name)
            .collect(Collectors.toSet());
    WeightRule rule = given.rule().except(untrained::contains);
    WeightReport report = WeightReport.ofParameters(network, given.source(), rule);
    report.requireFit();
    WeightTransfer.run(report, given.source(), TensorRole.MOMENTUM, tensors);
  }
}
