package dev.alexandrite.core.checkpoint;

import dev.alexandrite.CheckpointException;
import dev.alexandrite.augment.CustomAugment;
import dev.alexandrite.augment.InputPipeline;
import dev.alexandrite.core.data.PixelSample;
import dev.alexandrite.core.json.MissingTransform;
import java.nio.file.Path;
import java.util.Optional;

/** Refuses to resume a run under circumstances that would change its bits, and names both. */
public final class ResumeCheck {
  /** Ends the plan version of a run whose averages forget the initial weights soon. */
  public static final String CORRECTED_AVERAGES = " corrected averages";

  private final Path checkpoint;

  private ResumeCheck(Path checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * Compares what was saved with what is now.
   *
   * @param checkpoint the folder of the checkpoint, for messages
   * @param saved its manifest
   * @param now the manifest of the run that wants to go on
   * @throws CheckpointException if they differ in anything that bits depend on
   */
  public static void requireSameRun(Path checkpoint, Manifest saved, Manifest now) {
    ResumeCheck check = new ResumeCheck(checkpoint);
    RunSettings was = saved.settings();
    RunSettings is = now.settings();
    check.same("seed", saved.provenance().seed(), now.provenance().seed(), "seed(...)");
    check.same("batch size", was.batchSize(), is.batchSize(), "batchSize(...)");
    check.same("order", was.order(), is.order(), "order(...)");
    check.same("sampling", was.samplingOrOnce(), is.samplingOrOnce(), "sampling(...)");
    check.same(
        "schedule",
        was.schedule().or(is::schedule).orElseThrow(),
        is.schedule().orElseThrow(),
        "schedule(...) and, where it depends on them, epochs(...)");
    check.same("optimizer", was.optimizer(), is.optimizer(), "optimizer(...)");
    check.same(
        "update options",
        was.updates(),
        is.updates(),
        "accumulate(...), clipNorm(...), maxNorm(...), averageWeights(...), layerLearningRate(...),"
            + " freeze(...) and decayWeightsOnly()");
    if (!was.loss().equals(RunSettings.CUSTOM_LOSS)
        || !is.loss().startsWith(RunSettings.CUSTOM_LOSS)) {
      check.same("loss", was.loss(), is.loss(), "loss(...)");
    }
    check.same("label smoothing", was.labelSmoothing(), is.labelSmoothing(), "labelSmoothing(...)");
    check.same("class weights", was.classWeights(), is.classWeights(), "classWeights(...)");
    check.same(
        "positive weights", was.positiveWeights(), is.positiveWeights(), "positiveWeights(...)");
    check.same("mixing", was.mixing(), is.mixing(), "mixing(...)");
    check.same("classes", saved.classNames(), now.classNames(), "the data set");
    check.same(
        "input pipeline",
        withoutCode(saved.pipeline()),
        withoutCode(now.pipeline()),
        "the model's augmentation");
    check.same(
        "data fingerprint",
        saved.provenance().dataFingerprint(),
        now.provenance().dataFingerprint(),
        "data(...): files were added, removed or renamed");
    check.samePixels(was.pixelSample(), is.pixelSample());
    check.sameNetwork(saved.network(), now.network());
    check.samePlan("backend", saved.provenance().backend(), now.provenance().backend());
    String plan = saved.provenance().planVersion();
    check.samePlan(
        "plan version",
        averagesWereNotCorrected(saved, now) ? plan + CORRECTED_AVERAGES : plan,
        now.provenance().planVersion());
    check.stepsAreUpdates(saved.state());
  }

  /** Rates follow steps, which an earlier release took for batches. */
  private void stepsAreUpdates(TrainingState state) {
    CheckpointFolder folder = new CheckpointFolder(checkpoint.resolveSibling("."));
    boolean named = checkpoint.endsWith(folder.of(state.step()).getFileName());
    if (named && state.step() != state.updates()) {
      throw refusal(
          "a step",
          "a batch, in the release that wrote it",
          "as many as accumulate(...) says",
          "resume with the release that wrote it");
    }
  }

  private static boolean averagesWereNotCorrected(Manifest saved, Manifest now) {
    return now.provenance().planVersion().endsWith(CORRECTED_AVERAGES)
        && !saved.provenance().planVersion().endsWith(CORRECTED_AVERAGES);
  }

  /**
   * Whether the averages of the weights go on under another rule than they began with.
   *
   * @param saved the manifest of the checkpoint
   * @param now the manifest of the run that goes on
   * @return a warning, if they do
   */
  public static Optional<String> otherAverages(Manifest saved, Manifest now) {
    return averagesWereNotCorrected(saved, now)
        ? Optional.of(
            "the averages of the weights were begun by a release that did not correct their start;"
                + " they go on as those of a run of now, from where they are, and all other bits"
                + " are those of a run that was not interrupted")
        : Optional.empty();
  }

  /** Custom transforms are compared by their names. */
  private static InputPipeline withoutCode(InputPipeline pipeline) {
    return pipeline.training(
        pipeline.training().stream()
            .map(
                augment ->
                    augment instanceof CustomAugment custom
                        ? new CustomAugment(custom.name(), MissingTransform.INSTANCE)
                        : augment)
            .toList());
  }

  private void same(String what, Object saved, Object now, String remedy) {
    if (!saved.equals(now)) {
      throw refusal(what, saved, now, "make it equal again, see " + remedy);
    }
  }

  private void samePixels(Optional<String> saved, Optional<String> now) {
    Optional<String> other =
        saved.isPresent() && now.isPresent()
            ? PixelSample.firstDifference(saved.get(), now.get())
            : Optional.empty();
    if (other.isPresent()) {
      throw new CheckpointException(
          "cannot resume "
              + checkpoint
              + ": training image number "
              + other.get()
              + " has other pixels than when the run began, under the same name; a resumed run must"
              + " give the same bits: give data(...) the images of before, or start a new run from"
              + " its weights by initialWeights(...) in another folder");
    }
  }

  private void sameNetwork(NetworkForm saved, NetworkForm now) {
    same("network input", saved.input(), now.input(), "the model");
    same("number of layers", saved.nodes().size(), now.nodes().size(), "the model");
    for (int i = 0; i < saved.nodes().size(); i++) {
      same(
          "layer " + saved.nodes().get(i).name(),
          saved.nodes().get(i),
          now.nodes().get(i),
          "the model");
    }
    same("network output", saved.output(), now.output(), "the model");
    same("auxiliary heads", saved.auxiliaryHeads(), now.auxiliaryHeads(), "the model");
  }

  private void samePlan(String what, String saved, String now) {
    if (!saved.equals(now)) {
      throw refusal(
          what,
          saved,
          now,
          "resume with the backend, release, devices(...) and parallelism(...) that wrote it");
    }
  }

  private CheckpointException refusal(String what, Object saved, Object now, String remedy) {
    return new CheckpointException(
        "cannot resume "
            + checkpoint
            + ": "
            + what
            + " was "
            + saved
            + ", now it is "
            + now
            + "; a resumed run must give the same bits: "
            + remedy
            + ", or start a new run from its weights by initialWeights(...) in another folder");
  }
}
