package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.TrainingResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run keeps of its confusions does not grow with its epochs. */
class ConfusionHistoryTest {
  @Test
  void theLastAndTheBestEpochHaveTheirs() {
    try (TrainingResult result = SmallRun.trainer().validation(SmallRun.data(10)).epochs(9).fit()) {
      List<EpochReport> history = result.history();
      EpochReport best = result.best().orElseThrow();
      Set<Integer> kept = new HashSet<>();
      for (EpochReport epoch : history) {
        EvaluationReport validation = epoch.validation().orElseThrow();
        assertEquals(10, validation.count());
        if (validation.confusion().isPresent()) {
          kept.add(epoch.epoch());
        }
      }
      assertEquals(Set.of(best.epoch(), history.size() - 1), kept);
    }
  }
}
