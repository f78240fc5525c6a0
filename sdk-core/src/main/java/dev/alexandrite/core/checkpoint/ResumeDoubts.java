package dev.alexandrite.core.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Beside {@link ResumeCheck}: what it cannot see, and a resumed run warns of. */
public final class ResumeDoubts {
  private ResumeDoubts() {}

  /**
   * What nobody can compare and the application has to keep equal itself.
   *
   * @param saved the manifest of the checkpoint
   * @param now the manifest of the run that goes on
   * @return a warning of each such thing
   */
  public static List<String> of(Manifest saved, Manifest now) {
    return Stream.of(schedule(saved), loss(saved, now), pixels(saved, now))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> loss(Manifest saved, Manifest now) {
    String loss = saved.settings().loss();
    boolean known =
        !loss.startsWith(RunSettings.CUSTOM_LOSS) || loss.contains(RunSettings.DESCRIBED);
    return known
        ? Optional.empty()
        : Optional.of(
            "whether loss(...) computes what it did when the run began cannot be checked (it was "
                + loss
                + ", now it is "
                + now.settings().loss()
                + "); another one gives other weights than a run that was not interrupted: keep it,"
                + " or give it a description()");
  }

  private static Optional<String> pixels(Manifest saved, Manifest now) {
    return saved.settings().pixelSample().isPresent() || now.settings().pixelSample().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "whether the training images have the pixels that the run began with cannot be checked,"
                + " since its checkpoint is of a release that did not record them; see to it that"
                + " they are the same");
  }

  private static Optional<String> schedule(Manifest saved) {
    boolean own =
        saved.settings().schedule().isEmpty()
            || saved.settings().schedule().orElseThrow().startsWith(RunSettings.OWN_SCHEDULE);
    return own
        ? Optional.of(
            "whether the schedule is the one that the run began with cannot be checked (it was "
                + saved.settings().schedule().orElse("not recorded")
                + " for "
                + saved.settings().epochs()
                + " epochs); another one, or other epochs(...) if it depends on them, gives other"
                + " weights than a run that was not interrupted: keep it, or give it a"
                + " description()")
        : Optional.empty();
  }
}
