package dev.alexandrite.observe.runs;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was kept of a run, as it was at a moment.
 *
 * @param stepLoss the training loss by step
 * @param stepRate the learning rate by step
 * @param stepSpeed examples a second by step
 * @param stepWait the share of time spent waiting for data by step
 * @param trainLoss the training loss by epoch, the first of which is 1
 * @param validationLoss the validation loss by epoch
 * @param top1 the part whose label came first by epoch
 * @param top5 the part whose label was among the first five by epoch
 * @param epochRate the learning rate by epoch
 * @param epochSpeed examples a second by epoch
 * @param epochWait the share of time spent waiting for data by epoch
 * @param lastEpochs the last finished epochs
 * @param best the epoch of the highest top-1, of equal ones that of the lowest validation loss, if
 *     there was one
 */
public record RunCurves(
    Curve stepLoss,
    Curve stepRate,
    Curve stepSpeed,
    Curve stepWait,
    Curve trainLoss,
    Curve validationLoss,
    Curve top1,
    Curve top5,
    Curve epochRate,
    Curve epochSpeed,
    Curve epochWait,
    List<EpochPoint> lastEpochs,
    Optional<EpochPoint> best) {
  /** Copies the list. */
  public RunCurves {
    lastEpochs = List.copyOf(lastEpochs);
  }

  /**
   * Whether the top-5 says anything: of five classes or fewer, every label is among the first five.
   *
   * @return false if it is 1 wherever it is known
   */
  public boolean ranks() {
    return Arrays.stream(top5.y()).anyMatch(share -> share < 1);
  }

  /**
   * The last finished epoch.
   *
   * @return its numbers, empty before the first
   */
  public Optional<EpochPoint> last() {
    return lastEpochs.isEmpty() ? Optional.empty() : Optional.of(lastEpochs.getLast());
  }
}
