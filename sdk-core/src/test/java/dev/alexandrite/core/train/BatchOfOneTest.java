package dev.alexandrite.core.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.alexandrite.train.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is of no use with batches of one image is warned of when the run starts. */
class BatchOfOneTest {
  @Test
  void aLastBatchOfOneIsWarnedOfWhereThereIsBatchNorm() {
    Warnings warnings = new Warnings();
    for (int images : new int[] {9, 10}) {
      SmallRun.trainer(SmallRun.data(images)).epochs(1).listener(warnings).fit().close();
    }
    assertEquals(1, warnings.messages.size(), warnings.messages.toString());
    String said = warnings.messages.getFirst();
    assertTrue(said.contains("single image (9 images in batches of 4)"), said);
    assertTrue(said.contains("batch norm [norm1]"), said);
  }

  @Test
  void aDeviceThatNormalisesASingleImageIsWarnedOf() {
    Warnings warnings = new Warnings();
    for (int devices : new int[] {2, 3}) {
      SmallRun.trainer(SmallRun.data(8)).devices(devices).listener(warnings).fit().close();
    }
    assertEquals(1, warnings.messages.size(), warnings.messages.toString());
    String said = warnings.messages.getFirst();
    assertTrue(said.startsWith("devices(3) leave batch norm [norm1] a single image"), said);
  }

  private static List<String> warnings(int batchSize, boolean weighted) {
    Warnings warnings = new Warnings();
    Trainer trainer =
        Trainer.of(SmallRun.model())
            .data(SmallRun.data(6))
            .batchSize(batchSize)
            .epochs(1)
            .backend("scalar")
            .listener(warnings);
    (weighted ? trainer.classWeights(1, 2, 3) : trainer).fit().close();
    return warnings.messages.stream().filter(said -> said.contains("batch size is 1")).toList();
  }

  @Test
  void batchNormAndClassWeightsAreWarnedOf() {
    List<String> said = warnings(1, true);
    assertEquals(2, said.size(), said.toString());
    assertTrue(said.get(0).contains("batch norm [norm1]"), said.get(0));
    assertTrue(said.get(1).contains("classWeights(...) changes nothing"), said.get(1));
    assertEquals(1, warnings(1, false).size());
    assertEquals(List.of(), warnings(2, true));
  }
}
