package dev.alexandrite.interop;

import dev.alexandrite.train.Optimizer;
import dev.alexandrite.train.Schedule;
import java.util.List;

/**
 * How another tool was told to train.
 *
 * @param optimizer the optimiser with its constants
 * @param schedule the learning rate by step
 * @param steps updates in all; 0 if that is not said
 * @param notes what has to be set elsewhere, a sentence each
 */
public record TrainingSettings(
    Optimizer optimizer, Schedule schedule, long steps, List<String> notes) {
  /** Copies the notes. */
  public TrainingSettings {
    notes = List.copyOf(notes);
  }
}
