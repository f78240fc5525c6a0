package dev.alexandrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see batchSize(...), or go on by Trainer.resume() | see --batch, or go on by --resume",
        "checkpoints(runs/(1)): no space; give checkpoints(...) | --run runs/(1): no space; give"
            + " --run",
        "schedule was cosine() over 2 epochs | schedule was cosine() over 2 epochs",
        "give accumulate(...) | give accumulate(...)",
        "see layerLearningRate(...) and freeze(...) | see --head-rate and --freeze-up-to",
      })
  void methodsBecomeTheOptionsThatStandForThem(String message, String told) {
    assertEquals(told, OptionNames.in(message));
  }
}
