package dev.alexandrite.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;

/** One update of the optimiser. */
@Name("dev.alexandrite.TrainingStep")
@Label("Training Step")
@Category("Alexandrite")
@Description("One update of the optimiser, from the end of the step before")
@StackTrace(false)
final class TrainingStepEvent extends Event {
  @Label("Step")
  long step;

  @Label("Epoch")
  int epoch;

  @Label("Batch")
  int batch;

  @Label("Examples")
  int rows;

  @Label("Loss")
  double loss;

  @Label("Learning Rate")
  double learningRate;

  @Label("Images a Second")
  double imagesPerSecond;

  @Label("Waiting for Data")
  @Percentage
  double waitShare;
}
