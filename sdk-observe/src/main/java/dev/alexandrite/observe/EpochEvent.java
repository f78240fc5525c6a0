package dev.alexandrite.observe;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;

/** One epoch; what it has no number for is NaN. */
@Name("dev.alexandrite.Epoch")
@Label("Epoch")
@Category("Alexandrite")
@Description("One epoch with its validation")
@StackTrace(false)
final class EpochEvent extends Event {
  @Label("Epoch")
  int epoch;

  @Label("Step")
  long step;

  @Label("Training Loss")
  double trainLoss;

  @Label("Validation Loss")
  double validationLoss;

  @Label("Top-1")
  @Percentage
  double top1;

  @Label("Top-5")
  @Percentage
  double top5;

  @Label("Learning Rate")
  double learningRate;

  @Label("Images a Second")
  double imagesPerSecond;

  @Label("Waiting for Data")
  @Percentage
  double waitShare;
}
