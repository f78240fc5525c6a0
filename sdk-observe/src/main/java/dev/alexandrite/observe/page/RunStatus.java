package dev.alexandrite.observe.page;

import dev.alexandrite.train.MemoryReport;
import dev.alexandrite.train.StepReport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, as it was at a moment.
 *
 * @param phase whether it runs
 * @param outcome how it ended, empty before
 * @param last the last step that was looked at
 * @param epochs epochs of the whole run
 * @param progress the part of the run that is done, 0 to 1
 * @param elapsed time since it began in this process
 * @param left about how long it takes yet, if that can be said
 * @param memory what it needs, null before it starts
 */
record RunStatus(
    Phase phase,
    String outcome,
    @Nullable StepReport last,
    int epochs,
    double progress,
    Duration elapsed,
    Optional<Duration> left,
    @Nullable MemoryReport memory) {
  /** Where a run is in its life. */
  enum Phase {
    WAITING,
    RUNNING,
    ENDED,
    FAILED
  }
}
