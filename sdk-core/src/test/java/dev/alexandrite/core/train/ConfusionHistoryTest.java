package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.alexandrite.evaluate.EvaluationReport;
import dev.alexandrite.train.EpochReport;
import dev.alexandrite.train.Sgd;
import dev.alexandrite.train.Trainer;
import dev.alexandrite.train.TrainingResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run keeps of its confusions does not grow with its epochs. */
class ConfusionHistoryTest {
  @Test
  void theLastAndTheBestEpochHaveTheirs() {
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(SmallRun.data(22))
            .validation(SmallRun.data(10))
            .batchSize(4)
            .optimizer(Sgd.pytorch(0.2)) // so much that epochs grow worse again
            .backend("scalar")
            .epochs(9);
    try (TrainingResult result = trainer.fit()) {
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
      int last = history.size() - 1;
      assertNotEquals(last, best.epoch(), "the best epoch should be another than the last");
      assertEquals(Set.of(best.epoch(), last), kept);
    }
  }
}
