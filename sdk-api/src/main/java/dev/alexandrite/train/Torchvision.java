package dev.alexandrite.train;

import dev.alexandrite.augment.Augment;
import dev.alexandrite.model.ModelBuilder;

/** What the runs of torchvision's {@code references/classification} have in common. */
final class Torchvision {
  private static final int PIXELS = 224;

  private Torchvision() {}

  /** With the script's defaults on 8 GPUs. */
  static TrainingRecipe recipe(String name, ModelBuilder<?> net, double rate) {
    return recipe(name, net, rate, 1e-4, Schedules.step(30, 0.1), 256, 90);
  }

  static TrainingRecipe recipe(
      String name,
      ModelBuilder<?> net,
      double rate,
      double decay,
      Schedule schedule,
      int batchSize,
      int epochs) {
    return new TrainingRecipe(
        "torchvision, " + name,
        net.augment(Augment.randomResizedCrop(PIXELS), Augment.horizontalFlip()).build(),
        Sgd.pytorch(rate).momentum(0.9).weightDecay(decay),
        schedule,
        batchSize,
        epochs);
  }
}
