package dev.alexandrite.observe.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rule on numbers worked out by hand. */
class MedianRuleTest {
  private static final MedianRule RULE = new MedianRule(3, 2);

  private static TrialResult completed(Double... values) {
    return result(TrialResult.State.COMPLETED, values);
  }

  private static TrialResult result(TrialResult.State state, Double... values) {
    Trial trial = new Trial(0, Path.of("t"), List.of(), List.of());
    return TrialResult.of(trial, state, Arrays.asList(values), false);
  }

  /** Means up to the second epoch: 0.7, 0.5 and 0.3, so that the median is 0.5. */
  private static final List<TrialResult> EARLIER =
      List.of(completed(0.8, 0.6, 0.0), completed(0.6, 0.4, 0.0), completed(0.4, 0.2, 0.0));

  @Test
  void worseThanTheMedianOfMeans() {
    assertTrue(RULE.stops(List.of(0.9, 0.51), EARLIER, false));
    assertFalse(RULE.stops(List.of(0.9, 0.5), EARLIER, false), "equal is not worse");
    assertFalse(RULE.stops(List.of(0.45, 0.9), EARLIER, false), "the best so far counts");
    assertTrue(RULE.stops(List.of(Double.NaN, Double.NaN), EARLIER, false));
  }

  @Test
  void whereHigherIsBetterItIsTheOtherWay() {
    assertTrue(RULE.stops(List.of(0.1, 0.49), EARLIER, true));
    assertFalse(RULE.stops(List.of(0.1, 0.51), EARLIER, true));
  }

  @Test
  void itWaitsForTrialsAndEpochs() {
    assertFalse(RULE.stops(List.of(0.9), EARLIER, false));
    assertFalse(RULE.stops(List.of(0.9, 0.9), EARLIER.subList(0, 2), false));
    List<TrialResult> stopped =
        List.of(
            EARLIER.get(0),
            EARLIER.get(1),
            result(TrialResult.State.STOPPED_EARLY, 0.1),
            result(TrialResult.State.DIVERGED, 0.1));
    assertFalse(RULE.stops(List.of(0.9, 0.9), stopped, false), "only completed ones count");
    assertFalse(MedianRule.NEVER.stops(List.of(9.0, 9.0), EARLIER, false));
  }

  @Test
  void theBestIsTheFirstOfEqualOnes() {
    assertEquals(1, completed(0.3, 0.2, 0.2, Double.NaN).bestEpoch().orElseThrow());
    assertTrue(completed(Double.NaN).best().isEmpty());
    Trial trial = EARLIER.getFirst().trial();
    TrialResult rising =
        TrialResult.of(trial, TrialResult.State.COMPLETED, List.of(0.1, 0.7, 0.5), true);
    assertEquals(0.7, rising.best().orElseThrow());
  }
}
